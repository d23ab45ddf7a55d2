using System.Globalization;
using ModelGateway.Protocols;

namespace ModelGateway.Tests.Protocols;

public sealed class ProviderCredentialTests
{
    [Theory]
    [InlineData("sk-1234567", false, "a key")]
    [InlineData("sk-1234567", true, "a token")]
    [InlineData(null, false, "none")]
    public void ToString_NeverShowsTheSecret(string? secret, bool isToken, string expected)
    {
        ProviderCredential credential = new(secret, isToken);

        Assert.Equal(expected, credential.ToString());
        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{credential}"));
    }

    [Theory]
    [InlineData("k1", false, "x-key", "x-key: k1")]
    [InlineData("k1", true, "x-key", "Authorization: Bearer k1")]
    [InlineData("k1", false, null, "Authorization: Bearer k1")]
    [InlineData(null, false, "x-key", "")]
    public void WriteTo_ChoosesTheHeader(string? secret, bool isToken, string? keyHeader, string expected)
    {
        using HttpRequestMessage request = new();

        new ProviderCredential(secret, isToken).WriteTo(request.Headers, keyHeader);

        Assert.Equal(expected, request.Headers.ToString().Trim());
    }
}
