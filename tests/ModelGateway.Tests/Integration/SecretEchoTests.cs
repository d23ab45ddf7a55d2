using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>
/// Whatever repeats a key, in whatever form and place, nothing that the gateway says holds it: 25 provider types, 13 places, 12 forms.
/// </summary>
public sealed class SecretEchoTests
{
    private const string HeaderValue = "hQ9-proxy/credential+0042.xW";

    public static MatrixTheoryData<string, string> Cases { get; } = new([.. ProviderTypes.Names], EchoHandler.Places);

    public static TheoryData<string> Types { get; } = [.. ProviderTypes.Names];

    [Theory, MemberData(nameof(Cases))]
    public async Task EchoedKey_IsSeenNowhere(string type, string place)
    {
        int sample = 0;
        foreach (string form in SecretEcho.Forms.Keys)
        {
            // The samples of all types and places cover every form many times.
            if (Tiers.IsFull || (sample++ + Tiers.Seed + type.Length + place.Length) % 4 == 0)
            {
                await AssertUnseenAsync(type, place, form, TypedGateway.Key, TypedGateway.Key);
            }
        }
    }

    [Theory, MemberData(nameof(Types))]
    public async Task EchoedHeader_IsSeenNowhere(string type)
    {
        foreach (string form in SecretEcho.Forms.Keys.Where(static form => form is not ("beginning" or "end")))
        {
            await AssertUnseenAsync(type, "error", form, HeaderValue, TypedGateway.Key);
            await AssertUnseenAsync(type, "handler", form, HeaderValue, TypedGateway.Key);
        }
    }

    [Theory]
    [InlineData("AKIDEXAMPLE1234")]
    [InlineData("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE")]
    [InlineData("FwoGZXIvYXdzEBYaD//session+token==")]
    public async Task EachPartOfAnAwsKey_IsSeenNowhere(string part)
    {
        const string Key = "AKIDEXAMPLE1234:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE:FwoGZXIvYXdzEBYaD//session+token==";
        foreach (string place in EchoHandler.Places)
        {
            foreach (string form in SecretEcho.Forms.Keys)
            {
                await AssertUnseenAsync("Bedrock", place, form, part, Key);
            }
        }
    }

    [Fact]
    public async Task EchoedToken_IsSeenNowhere_AlsoWhenTheNextOneFails()
    {
        EchoHandler handler = new("OpenAI") { Place = "error", Said = TypedGateway.Key };
        bool isBroken = false;
        using TypedGateway gateway = new("OpenAI", handler, provider =>
        {
            provider.Keys.Clear();
            provider.TokenCallback = _ => isBroken
                ? throw new InvalidOperationException($"could not renew {TypedGateway.Key}") : ValueTask.FromResult(TypedGateway.Key);
        });
        Exception? refused = await gateway.AskAsync();
        isBroken = true;
        gateway.Time.Advance(TimeSpan.FromDays(2));
        Exception? failed = await gateway.AskAsync();

        Assert.All(Said(gateway, refused).Concat(Said(gateway, failed)), static text =>
            Assert.Null(SecretEcho.Find(text, "raw", TypedGateway.Key)));
        Assert.Contains("could not renew [key]", failed!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("lower case")]
    [InlineData("address")]
    [InlineData("base64")]
    public async Task EchoedHeaderOfATool_IsSeenNowhere(string form)
    {
        EchoHandler handler = new("OpenAI") { Place = "error", Said = SecretEcho.Say(form, HeaderValue) };
        using TypedGateway gateway = new("OpenAI", handler, static provider => provider.Api = ProviderApi.Responses);
        Dictionary<string, string> headers = new() { ["Authorization"] = "Bearer " + HeaderValue };
        HostedMcpServerTool tool = new("docs", "https://mcp.example/sse") { Headers = headers };

        Exception? exception = await gateway.AskAsync(new ChatOptions { Tools = [tool] });

        Assert.Contains("[key]", exception!.Message, StringComparison.Ordinal);
        Assert.All(Said(gateway, exception), text => Assert.Null(SecretEcho.Find(text, form, HeaderValue)));
    }

    [Theory, MemberData(nameof(Types))]
    public async Task Contents_AreNeverAltered_AndAnswersAreRead(string type)
    {
        EchoHandler handler = new(type) { Place = "answer's ids", Said = TypedGateway.Key };
        using TypedGateway gateway = new(type, handler);

        Assert.Null(await gateway.AskAsync());

        Assert.Equal("hello", gateway.Answer!.Text);
        Assert.NotEqual(TypedGateway.Key, gateway.Answer.ResponseId);
        Assert.NotEqual(TypedGateway.Key, gateway.Answer.ModelId);
    }

    [Theory]
    [InlineData("answer's ids")]
    [InlineData("answer's headers")]
    [InlineData("error")]
    [InlineData("handler")]
    public async Task EchoedKey_IsOnNoTrace(string place)
    {
        using CapturedTraces traces = new();
        EchoHandler handler = new("OpenAI") { Place = place, Said = TypedGateway.Key };
        using TypedGateway gateway = new("OpenAI", handler);

        await gateway.AskAsync();

        Assert.Contains(traces.Lines, static line => line.Contains("p/m", StringComparison.Ordinal));
        Assert.All(traces.Lines, static line => Assert.Null(SecretEcho.Find(line, "raw", TypedGateway.Key)));
    }

    private static async Task AssertUnseenAsync(string type, string place, string form, string secret, string key)
    {
        using CapturedLog log = new();
        EchoHandler handler = new(type) { Place = place, Said = SecretEcho.Say(form, secret) };
        using TypedGateway gateway = new(type, handler, provider =>
        {
            provider.Keys[0] = key;
            provider.Headers["X-Proxy-Auth"] = "Bearer " + HeaderValue;
        }, log);
        List<string?> said = [];
        foreach (bool stream in (bool[])[false, true])
        {
            Exception? exception = await gateway.AskAsync(stream: stream);
            said.AddRange(Said(gateway, exception));
            gateway.Time.Advance(TimeSpan.FromDays(2));
        }

        said.AddRange(Said(gateway, await Record.ExceptionAsync(() => gateway.Models.ListAsync("p"))));
        // The echo was there to be masked.
        Assert.True(place is not ("error" or "transport" or "handler" or "timeout" or "answer's headers" or "broken stream")
            || said.Exists(static text => text?.Contains("[key]", StringComparison.Ordinal) is true), $"{type}, {place}, {form}: no echo");
        foreach (string? text in said.Concat(log.Lines))
        {
            string? found = SecretEcho.Find(text, form, secret);
            Assert.True(found is null, $"{type}, {place}, {form}: '{found}' is in: {text}");
        }
    }

    // Everything that is said of a request beside the contents of its answer.
    private static List<string?> Said(TypedGateway gateway, Exception? exception)
    {
        List<string?> said = [];
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            said.AddRange([current.ToString(), current.Message, current.StackTrace, (current as ProviderException)?.ErrorCode,
                (current as ProviderException)?.ProviderRequestId, string.Join(",", current.Data.Values.Cast<object>())]);
        }

        if (gateway.Answer is { } answer)
        {
            said.AddRange([answer.ResponseId, answer.ModelId, answer.ConversationId, answer.FinishReason?.Value,
                .. answer.Messages.SelectMany(static message => (string?[])[message.MessageId, message.AuthorName]),
                .. answer.AdditionalProperties?.Select(static pair => pair.Value?.ToString()) ?? []]);
        }

        foreach (GatewayReceipt receipt in gateway.Receipts.All)
        {
            said.AddRange([receipt.ToString(), .. receipt.Notes, .. receipt.Skipped.Select(static skipped => skipped.Reason)]);
            said.AddRange(receipt.Attempts.Select(static attempt => JsonSerializer.Serialize(attempt)));
        }

        said.AddRange(gateway.Ledger.Select(static entry => JsonSerializer.Serialize(entry.Attempt)));
        said.AddRange(gateway.Ledger.SelectMany(static entry => (string?[])[entry.Attempt.ProviderRequestId, entry.Attempt.ResponseId,
            entry.Attempt.ResponseModel, entry.Attempt.FinishReason, entry.Attempt.FailureMessage, entry.Attempt.KeyName]));
        return said;
    }
}
