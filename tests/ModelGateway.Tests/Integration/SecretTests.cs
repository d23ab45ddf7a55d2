using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>A key goes into the request's headers and nowhere else, even if a fault occurs or a server repeats it.</summary>
public sealed class SecretTests
{
    // Has no vendor's key format, so that masking cannot recognise it by its format.
    private const string Key = "Kx7/privately+issued.4711=qZ";

    public static MatrixTheoryData<SimulatedProtocol, bool> Both { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Both))]
    public async Task Fault_NeverRevealsTheKey(SimulatedProtocol protocol, bool stream)
    {
        using CapturedLog log = new();
        using CapturedTraces traces = new();
        await using GatewayOverHttp gateway = await StartAsync(protocol, log, endpoint: null);
        gateway.First.AcceptKey(Key);
        List<GatewayAnswer> answers = [];
        foreach ((string _, FaultCase fault) in FaultCase.BeforeContent)
        {
            gateway.First.Fail(fault.Create());
            answers.Add(await gateway.AskAsync(stream));
            gateway.Time.Advance(TimeSpan.FromHours(1));
        }

        gateway.First.RevokeKey(Key);
        answers.Add(await gateway.AskAsync(stream));

        Assert.All(gateway.First.Requests, static request => Assert.Equal(Key, request.ApiKey));
        AssertUnseen(gateway, answers, log, traces);
        Assert.NotEmpty(log.Lines);
        Assert.NotEmpty(traces.Lines);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task KeyInAnErrorBody_IsMasked(SimulatedProtocol protocol, bool stream)
    {
        await using RawServer echo = await RawServer.StartAsync(static context =>
        {
            string headers = string.Join("; ", context.Request.Headers.Select(static header => $"{header.Key}: {header.Value}"));
            string json = System.Text.Json.JsonSerializer.Serialize(headers);
            string error = $$$"""{"type":"error","error":{"type":{{{json}}},"message":{{{json}}},"code":{{{json}}},"status":{{{json}}}}}""";
            context.Response.StatusCode = context.Request.Query.ContainsKey("alt") || context.Request.Headers.Accept.Count > 0 ? 401 : 400;
            return context.Response.WriteAsync(error);
        });
        using CapturedLog log = new();
        using CapturedTraces traces = new();
        await using GatewayOverHttp gateway = await StartAsync(protocol, log, echo.Endpoint);

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Equal(1, echo.Requests);
        AssertUnseen(gateway, [answer], log, traces);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task KeyInAStreamedError_IsMasked(SimulatedProtocol protocol, bool stream)
    {
        await using RawServer echo = await RawServer.StartAsync(static async context =>
        {
            string json = System.Text.Json.JsonSerializer.Serialize("sent: " + context.Request.Headers.Authorization
                + context.Request.Headers["x-api-key"] + context.Request.Headers["x-goog-api-key"]);
            string error = $$$"""{"type":"error","error":{"type":{{{json}}},"message":{{{json}}},"code":{{{json}}},"status":{{{json}}}}}""";
            bool streams = context.Request.Path.Value!.Contains("stream", StringComparison.Ordinal)
                || (await new StreamReader(context.Request.Body).ReadToEndAsync()).Contains("\"stream\":true", StringComparison.Ordinal);
            context.Response.ContentType = streams ? "text/event-stream" : "application/json";
            await context.Response.WriteAsync(streams ? $"event: error\ndata: {error}\n\n" : error);
        });
        using CapturedLog log = new();
        using CapturedTraces traces = new();
        await using GatewayOverHttp gateway = await StartAsync(protocol, log, echo.Endpoint);

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.IsType<ProviderException>(answer.Exception);
        AssertUnseen(gateway, [answer], log, traces);
    }

    private static Task<GatewayOverHttp> StartAsync(SimulatedProtocol protocol, CapturedLog log, Uri? endpoint) =>
        GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Services = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)),
            Gateway = static builder => builder.Configure(static options => options.Breaker = new() { MinimumCalls = int.MaxValue }),
            Provider = (_, provider) =>
            {
                provider.Keys.Clear();
                provider.Keys.Add(Key);
                provider.Endpoint = endpoint ?? provider.Endpoint;
            },
        });

    private static void AssertUnseen(GatewayOverHttp gateway, IEnumerable<GatewayAnswer> answers, CapturedLog log, CapturedTraces traces)
    {
        List<string?> said = [.. log.Lines, .. traces.Lines];
        foreach (GatewayAnswer answer in answers)
        {
            for (Exception? exception = answer.Exception; exception is not null; exception = exception.InnerException)
            {
                said.Add(exception.ToString());
                said.Add((exception as ProviderException)?.ErrorCode);
            }
        }

        foreach (GatewayReceipt receipt in gateway.Receipts)
        {
            said.Add(receipt.ToString());
            said.AddRange(receipt.Notes);
        }

        foreach (AttemptReceipt attempt in gateway.Ledger.Select(entry => entry.Attempt))
        {
            said.AddRange(
                [attempt.KeyName, attempt.FailureMessage, attempt.ProviderRequestId, attempt.ResponseModel, attempt.FinishReason]);
        }

        // JSON may escape some of its characters, and half of the key is as bad as all of it.
        Assert.All(said, static text => Assert.DoesNotContain("issued.4711", text ?? "", StringComparison.Ordinal));
    }
}
