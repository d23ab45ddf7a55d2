using Microsoft.Extensions.Configuration;
using ModelGateway.Keys;

namespace ModelGateway.Tests.Keys;

public sealed class KeySourceTests
{
    private static readonly IConfiguration Configuration =
        new ConfigurationBuilder().AddInMemoryCollection([new("Vault:Key", " secret\n"), new("Vault:Empty", " ")]).Build();

    [Theory]
    [InlineData("config:Vault:Key", "config:Vault:Key", "secret")]
    [InlineData("CONFIG:Vault:Key", "CONFIG:Vault:Key", "secret")]
    [InlineData(" sk-1 ", "key 3", "sk-1")]
    public void Resolve_ReadsTheConfigurationOrTakesTheSetting(string setting, string name, string secret)
    {
        ProviderKey key = KeySource.Resolve(setting, 2, Configuration)!;

        Assert.Equal((name, secret), (key.Name, key.Secret));
    }

    [Theory]
    [InlineData("config:Vault:Missing")]
    [InlineData("config:Vault:Empty")]
    [InlineData("env:MODELGATEWAY_TESTS_NO_SUCH_VARIABLE")]
    [InlineData(" ")]
    public void Resolve_ReturnsNullForAMissingOrEmptyKey(string setting) => Assert.Null(KeySource.Resolve(setting, 0, Configuration));

    [Fact]
    public void Resolve_ReadsTheEnvironment()
    {
        Environment.SetEnvironmentVariable("MODELGATEWAY_TESTS_KEYSOURCE", " from-environment ");
        try
        {
            Assert.Equal("from-environment", KeySource.Resolve("env:MODELGATEWAY_TESTS_KEYSOURCE", 0, null)!.Secret);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MODELGATEWAY_TESTS_KEYSOURCE", null);
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://api.example.com/other/path", true)]
    [InlineData("https://API.EXAMPLE.COM", true)]
    [InlineData("http://api.example.com", false)]
    [InlineData("https://api.example.com:8443", false)]
    [InlineData("https://api.example.com.evil.example", false)]
    public void IsVendor_ComparesSchemeHostAndPort(string? endpoint, bool isVendor) =>
        Assert.Equal(isVendor, KeySource.IsVendor(endpoint is null ? null : new Uri(endpoint), new Uri("https://api.example.com/v1")));
}
