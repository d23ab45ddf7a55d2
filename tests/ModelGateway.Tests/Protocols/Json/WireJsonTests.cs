using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Tests.Protocols.Json;

public sealed class WireJsonTests
{
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData(""" { } """)]
    public void Check_AcceptsOneObject(string json) =>
        Assert.Null(Record.Exception(() => WireJson.Check(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    public void Check_RefusesEverythingElse(string json) =>
        Assert.ThrowsAny<JsonException>(() => WireJson.Check(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void ReaderAndElements_HaveTheSameDepth()
    {
        byte[] deepest = Nest(WireJson.MaxDepth), deeper = Nest(WireJson.MaxDepth + 1);

        WireJson.Check(deepest);
        Assert.Equal(JsonValueKind.Object, WireJson.Parse(deepest).ValueKind);
        Assert.ThrowsAny<JsonException>(() => WireJson.Check(deeper));
        Assert.ThrowsAny<JsonException>(() => WireJson.Parse(deeper));
    }

    [Theory]
    [InlineData(typeof(JsonException), true)]
    [InlineData(typeof(InvalidOperationException), true)]
    [InlineData(typeof(FormatException), true)]
    [InlineData(typeof(ArgumentException), true)]
    [InlineData(typeof(OverflowException), true)]
    [InlineData(typeof(KeyNotFoundException), true)]
    [InlineData(typeof(NullReferenceException), false)]
    [InlineData(typeof(OperationCanceledException), false)]
    [InlineData(typeof(IOException), false)]
    public void IsMalformed_KnowsWhatReadingThrows(Type exception, bool expected) =>
        Assert.Equal(expected, WireJson.IsMalformed((Exception)Activator.CreateInstance(exception)!));

    [Fact]
    public void Malformed_MasksKeysAndKeepsTheCause()
    {
        JsonException cause = new("Found sk-abcdefgh12345678 where a number belongs.");

        ProviderException error = ProtocolError.Malformed(cause);

        Assert.Equal(FailureKind.Malformed, error.Kind);
        Assert.Same(cause, error.InnerException);
        Assert.EndsWith($"Found {Redaction.Mask} where a number belongs.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unsupported_KeepsItsMessage()
    {
        ProviderException error = ProtocolError.Unsupported("Video cannot be sent: send frames.");

        Assert.Equal((FailureKind.Unsupported, "Video cannot be sent: send frames."), (error.Kind, error.Message));
    }

    private static byte[] Nest(int depth) =>
        Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""");
}
