using ModelGateway.Protocols;

namespace ModelGateway.Tests.Protocols;

public sealed class PathSegmentTests
{
    [Theory]
    [InlineData("gemini-3-pro", "gemini-3-pro")]
    [InlineData("a.b..c", "a.b..c")]
    [InlineData("anthropic.claude-v1:0", "anthropic.claude-v1%3A0")]
    [InlineData("arn:aws:bedrock:us-east-1:1:inference-profile/x", "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx")]
    [InlineData("modèle", "mod%C3%A8le")]
    public void EscapeModel_KeepsOneSegment(string model, string expected) => Assert.Equal(expected, PathSegment.EscapeModel(model));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("%2e%2e")]
    [InlineData("a%2F..%2Fb")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("..\\a")]
    [InlineData("a\r\nb")]
    [InlineData("a\0")]
    [InlineData("a\u007F")]
    [InlineData("a\u0085")]
    public void Escape_RefusesWhatWouldLeaveItsPlace(string text)
    {
        ProviderException model = Assert.Throws<ProviderException>(() => PathSegment.EscapeModel(text));
        ProviderException id = Assert.Throws<ProviderException>(() => PathSegment.EscapeId(text, "ContinuationToken"));

        Assert.Equal((FailureKind.InvalidRequest, FailureKind.InvalidRequest), (model.Kind, id.Kind));
        Assert.StartsWith("ContinuationToken holds an id", id.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EscapeId_RefusesSlashes()
    {
        Assert.Throws<ProviderException>(static () => PathSegment.EscapeId("resp_1/cancel", "ContinuationToken"));
        Assert.Equal("resp_1", PathSegment.EscapeId("resp_1", "ContinuationToken"));
    }
}
