using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Exceptions;
using ModelGateway.Failures;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Resilience;

/// <summary>The message of a wrapped client's exception may repeat the key that the vendor refused.</summary>
public sealed class ExceptionTextTests
{
    private const string Key = "sk-proj-0123456789abcdef";
    private const string Text = $"Incorrect API key provided: {Key}.";

    public static TheoryData<Exception> Exceptions { get; } =
    [
        new HttpRequestException(Text, null, HttpStatusCode.Unauthorized),
        new HttpRequestException("outer", new TimeoutException(Text)),
        new HttpRequestException("outer", new SocketException(1, Text)),
        new IOException(Text),
        new TimeoutException(Text),
        new NotSupportedException(Text),
        new ArgumentException(Text),
        new JsonException(Text),
        new InvalidOperationException("HTTP 401 (invalid_api_key) " + Text),
        new InvalidOperationException(Text),
    ];

    [Theory, MemberData(nameof(Exceptions))]
    public void Classify_MasksKeysInMessages(Exception exception)
    {
        ProviderFailure failure = ExceptionClassifier.Classify(exception);

        Assert.DoesNotContain(Key, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Incorrect API key provided: [key]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrappedClientKey_ReachesNeitherReceiptNorLogNorMessage()
    {
        LogLines log = new();
        ReceiptLog receipts = new();
        ScriptedChatClient inner = ScriptedAnswers.Down(new InvalidOperationException("HTTP 401 " + Text));
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("inner", inner)
                .AddReceiptObserver(receipts).Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));

        ProviderException exception = await Assert.ThrowsAnyAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.Equal((FailureKind.Unauthorized, 401), (exception.Kind, exception.StatusCode));
        Assert.DoesNotContain(Key, exception.Message, StringComparison.Ordinal);
        Assert.Contains("[key]", Assert.Single(receipts.All[0].Attempts).FailureMessage, StringComparison.Ordinal);
        Assert.NotEmpty(log.All);
        Assert.All(log.All, static line => Assert.DoesNotContain(Key, line, StringComparison.Ordinal));
    }
}
