using ModelGateway.Failures.Secrets;

namespace ModelGateway.Tests.Failures.Secrets;

public sealed class HeaderSecretsTests
{
    [Theory]
    [InlineData("x-portkey-provider", "openai")]
    [InlineData("x-region", "europe-west4")]
    [InlineData("x-model", "claude-sonnet-4-5")]
    [InlineData("x-env", "production")]
    [InlineData("User-Agent", "MyApp/1.2")]
    public void Find_PassesOverNames_WhichMessagesHoldToo(string name, string value) =>
        Assert.Empty(HeaderSecrets.Find([KeyValuePair.Create(name, value)]));

    [Theory]
    [InlineData("x-auth", "Bearer hQ9-proxy", new[] { "Bearer hQ9-proxy", "hQ9-proxy" })]
    [InlineData("x-portkey-virtual-key", "vault-one", new[] { "vault-one" })]
    [InlineData("Cookie", "session", new[] { "session" })]
    [InlineData("X-Proxy", "hQ9-proxy/credential+0042.xW", new[] { "hQ9-proxy/credential+0042.xW" })]
    [InlineData("X-Proxy", "0123456789abcdef0123456789abcdef", new[] { "0123456789abcdef0123456789abcdef" })]
    [InlineData("X-Proxy", "s3cr3t-value", new[] { "s3cr3t-value" })]
    public void Find_TakesWhatMayBeSecret(string name, string value, string[] secrets) =>
        Assert.Equal(secrets, HeaderSecrets.Find([KeyValuePair.Create(name, value)]));
}
