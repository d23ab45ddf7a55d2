using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Providers.Http;
using ModelGateway.Protocols.Bedrock.Signing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockSigningTests
{
    private const string Answer = """{"output":{"message":{"role":"assistant","content":[{"text":"yes"}]}},"stopReason":"end_turn"}""";
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The signature is made from the very request line, host and body that arrive.</summary>
    [Theory]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123")]
    [InlineData("model with (odd) *signs*!'~_.-+&=@$,;[]/ü")]
    public async Task Signature_AgreesWithWhatIsSent(string modelId)
    {
        ConcurrentQueue<(string Line, IHeaderDictionary Headers, byte[] Body)> seen = new();
        await using RawServer server = await RawServer.StartAsync(async http =>
        {
            using MemoryStream body = new();
            await http.Request.Body.CopyToAsync(body);
            seen.Enqueue((http.Features.GetRequiredFeature<IHttpRequestFeature>()
                .RawTarget, new HeaderDictionary(http.Request.Headers.ToDictionary()), body.ToArray()));
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(Answer);
        });
        ChatResponse response = await AskAsync(server.Endpoint, "AKIDEXAMPLE:secret/with+signs:session//token==", modelId);
        Assert.Equal("yes", response.Text);

        (string line, IHeaderDictionary headers, byte[] sent) = Assert.Single(seen);
        string[] segments = line.Split('/');
        Assert.Equal(["", "model", Uri.EscapeDataString(modelId), "converse"], segments);
        Assert.Equal("20260701T120000Z", headers["X-Amz-Date"].ToString());
        AwsCanonicalRequest canonical = AwsCanonicalRequest.Create("POST", line, "",
        [
            new("host", headers.Host.ToString()), new("x-amz-date", "20260701T120000Z"), new("x-amz-security-token", "session//token=="),
            new("content-type", headers.ContentType.ToString()),
        ], sent);
        AwsCredentials credentials = AwsCredentials.Parse("AKIDEXAMPLE:secret/with+signs:session//token==");
        Assert.Equal(new AwsSigV4("us-west-2", "bedrock").Authorize(canonical, credentials, "20260701T120000Z"),
            headers.Authorization.ToString());
        Assert.Equal("session//token==", headers["X-Amz-Security-Token"].ToString());
        Assert.DoesNotContain("secret/with", string.Concat(headers.Select(static header => header.Value.ToString())),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Simulator_ChecksTheSignatureOfKeysAndOfARolesTokens(bool stream)
    {
        FakeTimeProvider time = new(Now);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Bedrock,
            new ProviderSimulatorOptions { TimeProvider = time });
        simulator.AcceptKey("ASIAROLE:roleSecret:roleSession").AcceptKey("a-bearer-token");
        foreach ((string key, bool isToken) in new[] { (simulator.ApiKey, false), ("ASIAROLE:roleSecret:roleSession", true),
            ("a-bearer-token", true), ("a-bearer-token", false) })
        {
            Assert.Equal("hi", (await AskAsync(simulator.Endpoint, key, "amazon.nova-lite-v1:0", isToken, stream, time)).Text);
            Assert.Equal(key, simulator.Requests[^1].ApiKey);
        }

        foreach (string wrong in new[] { "ASIAROLE:roleSecret", "ASIAROLE:otherSecret:roleSession", "ASIAROLE:roleSecret:otherSession",
            "AKIAOTHER:roleSecret", "other-token" })
        {
            ProviderException refused = await Assert.ThrowsAsync<ProviderException>(() =>
                AskAsync(simulator.Endpoint, wrong, "amazon.nova-lite-v1:0", false, stream, time));
            Assert.Equal(FailureKind.Unauthorized, refused.Kind);
        }

        time.Advance(TimeSpan.FromMinutes(6));
        ProviderException late = await Assert.ThrowsAsync<ProviderException>(
            () => AskAsync(simulator.Endpoint, simulator.ApiKey, "amazon.nova-lite-v1:0", false, stream, new FakeTimeProvider(Now)));
        Assert.Equal(FailureKind.Unauthorized, late.Kind);
    }

    [Theory]
    [InlineData(403, "InvalidSignatureException",
        "Signature expired: 20260701T110000Z is now earlier than 20260701T115500Z (20260701T120000Z - 5 min.)", true)]
    [InlineData(403, "InvalidSignatureException",
        "Signature not yet current: 20260701T130000Z is still later than 20260701T120500Z (20260701T120000Z + 5 min.)", true)]
    [InlineData(403, "SignatureDoesNotMatch", "Signature expired: 20260701T110000Z is now earlier than 20260701T115500Z", true)]
    [InlineData(403, null, "Signature expired: 20260701T110000Z is now earlier than 20260701T115500Z", true)]
    [InlineData(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", true)]
    [InlineData(403, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided.", false)]
    [InlineData(403, "ExpiredTokenException", "The security token included in the request is expired", false)]
    public void TimeThatAwsDoesNotAccept_IsTheClocksFaultNotTheKeys(int status, string? type, string message, bool isClock)
    {
        ProviderFailure failure = BedrockErrorReader.Read(status, type, Encoding.UTF8.GetBytes($$"""{"message":"{{message}}"}"""));
        Assert.Equal(isClock ? FailureKind.Unavailable : FailureKind.Unauthorized, failure.Kind);
        Assert.Equal(isClock, failure.Message.Contains("this machine's clock", StringComparison.Ordinal));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClockThatIsWrong_IsCorrectedByTheAnswersDateAndOnceMoreWhenItIsRight()
    {
        DateTimeOffset actual = Now.AddHours(2);
        FakeTimeProvider own = new(Now);
        using StubHandler aws = new((request, _) =>
        {
            DateTimeOffset signed = DateTimeOffset.ParseExact(request.Headers.GetValues("X-Amz-Date").Single(), "yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            HttpResponseMessage response = (actual - signed).Duration() <= TimeSpan.FromMinutes(5)
                ? StubHandler.Json(HttpStatusCode.OK, Answer)
                : StubHandler.Json(HttpStatusCode.Forbidden, """{"message":"Signature expired: too early"}""");
            response.Headers.Date = actual;
            return Task.FromResult(response);
        });
        using HttpModelClient client = new(new BedrockProtocol("us-west-2"), new Uri("https://localhost/"), new HttpMessageInvoker(aws), null, own);

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<ProviderException>(AskAsync)).Kind);
        Assert.Equal("yes", (await AskAsync()).Text);
        own.Advance(TimeSpan.FromHours(2));
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<ProviderException>(AskAsync)).Kind);
        Assert.Equal("yes", (await AskAsync()).Text);

        Task<ChatResponse> AskAsync() => client.GetResponseAsync(
            ProtocolHarness.Call([new(ChatRole.User, "hi")], modelId: "m"), new CallTransport { Secret = "AKIDEXAMPLE:secret" },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public void KeyThatIsNone_IsRefusedBeforeItIsSentWithoutBeingTold()
    {
        foreach ((string? region, string key, string words) in new (string?, string, string)[]
        {
            ("us-east-1", "AKIDEXAMPLE:very secret", "accessKeyId:secretAccessKey"), (null, "AKIDEXAMPLE:verysecret", "set Region"),
        })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "https://localhost/model/m/converse");
            ProviderException refused = Assert.Throws<ProviderException>(
                () => new BedrockProtocol(region).Sign(request, [], new ProviderCredential(key), Now));
            Assert.Equal(FailureKind.Unauthorized, refused.Kind);
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("AKIDEXAMPLE", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ErrorThatRepeatsTheRequest_IsCutBeforeIt()
    {
        ProviderFailure failure = BedrockErrorReader.Read(403, "InvalidSignatureException", Encoding.UTF8.GetBytes(
            """{"message":"The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\nx-amz-security-token:session//token=="}"""));
        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.DoesNotContain("session//token", failure.Message, StringComparison.Ordinal);
        Assert.Contains("does not match", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<ChatResponse> AskAsync(
        Uri endpoint, string key, string modelId, bool isToken = false, bool stream = false, TimeProvider? time = null)
    {
        using HttpModelClient client = new(
            new BedrockProtocol("us-west-2"), endpoint, new HttpMessageInvoker(GatewayHttpHandler.Create(TimeProvider.System)), null,
            time ?? new FakeTimeProvider(Now), isToken ? _ => new(key) : null);
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi")], streaming: stream, modelId: modelId);
        CallTransport transport = new() { Secret = isToken ? null : key };
        return stream
            ? await client.GetStreamingResponseAsync(call, transport, TestContext.Current.CancellationToken).ToChatResponseAsync()
            : await client.GetResponseAsync(call, transport, TestContext.Current.CancellationToken);
    }
}
