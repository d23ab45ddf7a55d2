using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Configuration;

/// <summary>No error of a configuration repeats a key, a header's value, or the user and the query of an address.</summary>
public sealed class SecretSettingTests
{
    // Has no vendor's format, so that masking cannot recognise it by its format.
    private const string Secret = "Kx7privately4711issuedqZ";
    private const string VendorsKey = "sk-canary-4f3a9b1c2d5e6f70";

    [Theory]
    [InlineData("Providers:p:Keys:0=env:{secret}")]
    [InlineData("Providers:p:Keys:0=config:{secret}")]
    [InlineData("Providers:p:Keys:0=config:Keys:{secret}")]
    [InlineData("Providers:p:Keys:0={secret}\ré")]
    [InlineData("Providers:p:Keys:0={secret};Providers:p:Type=Bedrock;Providers:p:Region=us-east-1;Providers:p:Keys:1={secret}:a b")]
    [InlineData("Providers:p:Headers:X-A={secret}é")]
    [InlineData("Providers:p:Headers:Authorization=Bearer {secret}")]
    [InlineData("Providers:p:Headers:api-key={secret}")]
    [InlineData("Providers:p:Headers:Content-Type={secret}")]
    [InlineData("Providers:p:Endpoint=https://{secret}@host/v1/?a=b")]
    [InlineData("Providers:p:Endpoint=https://user:{secret}@host/v1/#a")]
    [InlineData("Providers:p:Endpoint=https://host/v1/?key={secret}")]
    [InlineData("Providers:p:Endpoint=https://host/v1/#{secret}")]
    [InlineData("Providers:p:Endpoint=ftp://user:{secret}@host/?k={secret}")]
    [InlineData("Providers:p:Endpoint=user:{secret}@host/v1")]
    [InlineData("Providers:p:Endpoint=https://user:{secret}@ho st/v1")]
    [InlineData("Catalog:Sources:0:Location=https://user:{secret}@host/c.json?s={secret};Catalog:Sources:0:RefreshEvery=0s")]
    [InlineData("Catalog:Sources:0:Location=ftp://user:{secret}@host/c.json?s={secret}")]
    [InlineData("Catalog:Sources:0:Location=https://host/c.json;Catalog:Sources:0:Headers:Authorization=env:{secret}")]
    [InlineData("Catalog:Sources:0:Location=https://host/c.json;Catalog:Sources:0:Headers:X-A={secret}é")]
    [InlineData("Catalog:Sources:0:Location=nowhere.json;Catalog:Sources:0:Headers:X-A={secret}")]
    [InlineData("UserAgent={secret}\né")]
    public void Fault_NeverRepeatsTheSecret(string settings) => AssertUnseen(settings, Secret);

    [Theory]
    [InlineData("Providers:p:Type={secret}")]
    [InlineData("Providers:p:Api={secret}")]
    [InlineData("Providers:p:Region={secret}")]
    [InlineData("Providers:p:Project={secret}")]
    [InlineData("Providers:p:Endpoint={secret}")]
    [InlineData("Providers:p:PreWarm={secret}")]
    [InlineData("Providers:p:Timeouts={secret}")]
    [InlineData("Providers:p:Timeouts:Total={secret}")]
    [InlineData("Providers:q={secret}")]
    [InlineData("Providers:p:Type=VertexAI;Providers:p:Region={secret}!;Providers:p:Project={secret}!")]
    [InlineData("Providers:p:Type=Bedrock;Providers:p:Region={secret}!")]
    [InlineData("Routes:chat:Policy={secret}")]
    [InlineData("Routes:chat:To={secret}")]
    [InlineData("DefaultRoute={secret}")]
    [InlineData("QueueLimit={secret}")]
    [InlineData("Catalog:Sources:0:Location=https://host/;Catalog:Sources:0:Format={secret}")]
    public void Fault_NeverRepeatsAKeyInTheWrongPlace(string settings) => AssertUnseen(settings, VendorsKey);

    private static void AssertUnseen(string settings, string secret)
    {
        Dictionary<string, string?> values = new()
        {
            ["ModelGateway:Providers:p:Type"] = "OpenAI",
            ["ModelGateway:Providers:p:Keys:0"] = "k",
        };
        foreach (string setting in settings.Replace("{secret}", secret, StringComparison.Ordinal).Split(';'))
        {
            string[] pair = setting.Split('=', 2);
            values["ModelGateway:" + pair[0]] = pair[1];
        }

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        ServiceCollection services = new();
        services.AddSingleton(configuration);
        services.AddModelGateway(configuration.GetSection("ModelGateway"));
        using ServiceProvider provider = services.BuildServiceProvider();

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(provider.GetRequiredService<IChatClient>);

        Assert.NotEmpty(exception.Failures);
        Assert.DoesNotContain(secret, exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret[..12], string.Join(' ', exception.Failures), StringComparison.OrdinalIgnoreCase);
    }
}
