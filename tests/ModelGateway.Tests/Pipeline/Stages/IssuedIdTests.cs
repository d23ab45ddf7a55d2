using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.Pipeline.Stages;

public sealed class IssuedIdTests
{
    [Theory]
    [InlineData("openai/gpt", "conv_1")]
    [InlineData("a#b/ä:c", "with#separator")]
    [InlineData("a", "")]
    public void Id_ComesBack_WithItsIssuer(string deployment, string id)
    {
        Assert.True(IssuedId.TryDecode(IssuedId.Encode(deployment, id), out string issuer, out string raw));
        Assert.Equal((deployment, id), (issuer, raw));
    }

    [Theory]
    [InlineData("conv_1")]
    [InlineData("conv#1")]
    [InlineData("mg:without-separator")]
    public void ForeignId_IsLeftAsItIs(string id)
    {
        Assert.False(IssuedId.TryDecode(id, out string issuer, out string raw));
        Assert.Equal(("", id), (issuer, raw));
    }

    [Fact]
    public void Token_ComesBack_ByteForByte()
    {
        byte[] bytes = [0, 35, 255, 7];

        ResponseContinuationToken encoded = IssuedId.Encode("a/b", ResponseContinuationToken.FromBytes(bytes));

        Assert.True(IssuedId.TryDecode(encoded, out string issuer, out ResponseContinuationToken raw));
        Assert.Equal("a/b", issuer);
        Assert.Equal(bytes, raw.ToBytes().ToArray());
    }

    [Fact]
    public void ForeignToken_IsLeftAsItIs()
    {
        ResponseContinuationToken token = ResponseContinuationToken.FromBytes("#abc"u8.ToArray());

        Assert.False(IssuedId.TryDecode(token, out _, out ResponseContinuationToken raw));
        Assert.Same(token, raw);
    }
}
