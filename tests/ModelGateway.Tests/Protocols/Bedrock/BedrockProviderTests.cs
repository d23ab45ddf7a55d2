using ModelGateway.Providers;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockProviderTests
{
    [Theory]
    [InlineData("us-east-1", null, "https://bedrock-runtime.us-east-1.amazonaws.com/")]
    [InlineData("cn-north-1", null, "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-gov-west-1", null, "https://bedrock-runtime.us-gov-west-1.amazonaws.com/")]
    [InlineData(null, "AWS_REGION=eu-central-1;AWS_DEFAULT_REGION=us-east-1", "https://bedrock-runtime.eu-central-1.amazonaws.com/")]
    [InlineData(null, "AWS_DEFAULT_REGION= us-east-1 ", "https://bedrock-runtime.us-east-1.amazonaws.com/")]
    [InlineData("eu-west-1", "AWS_REGION=eu-central-1", "https://bedrock-runtime.eu-west-1.amazonaws.com/")]
    [InlineData(null, null, null)]
    [InlineData("evil.example.org/", null, null)]
    public void Address_FollowsFromTheRegion(string? region, string? variables, string? expected) =>
        Assert.Equal(expected, BedrockEndpoint.Derive(new ProviderOptions { Region = region }, Environment(variables))?.AbsoluteUri);

    [Theory]
    [InlineData("https://bedrock-runtime.ap-south-1.amazonaws.com/", "ap-south-1", true)]
    [InlineData("https://bedrock-runtime-fips.us-east-2.amazonaws.com/", "us-east-2", true)]
    [InlineData("https://vpce-1a2b.bedrock-runtime.us-east-1.vpce.amazonaws.com/", "us-east-1", true)]
    [InlineData("https://bedrock-runtime.cn-north-1.amazonaws.com.cn/", "cn-north-1", true)]
    [InlineData("http://bedrock-runtime.ap-south-1.amazonaws.com/", "ap-south-1", false)]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com.evil.org/", "env-region-1", false)]
    [InlineData("https://proxy.example.org/bedrock/", "env-region-1", false)]
    [InlineData("https://bedrock-runtime.us-gov-west-1.amazonaws.com/", "us-gov-west-1", true)]
    [InlineData("https://bedrock-runtime.s3-us-west-2.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://bedrock-runtime.s3.us-west-2.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://bedrock-runtime.us-west-2.s3.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://bedrock-runtime.s3-website-us-east-1.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://bedrock-runtime.us-east-1.elb.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://evil.bedrock-runtime.us-east-1.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://vpce-1a2b.bedrock-runtime.us-east-1.s3.amazonaws.com/", "env-region-1", false)]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com:8443/", "us-east-1", false)]
    public void Region_FollowsFromTheAddress(string endpoint, string region, bool isVendors)
    {
        Assert.Equal(region,
            BedrockEndpoint.FindRegion(new ProviderOptions { Endpoint = new(endpoint) }, Environment("AWS_REGION=env-region-1")));
        Assert.Equal("eu-west-1",
            BedrockEndpoint.FindRegion(new ProviderOptions { Endpoint = new(endpoint), Region = "eu-west-1" }, Environment(null)));
        Assert.Equal(isVendors, BedrockProvider.Definition.IsVendors(new ProviderOptions { Endpoint = new(endpoint) }));
    }

    [Theory]
    [InlineData("AWS_BEARER_TOKEN_BEDROCK=token;AWS_ACCESS_KEY_ID=id;AWS_SECRET_ACCESS_KEY=secret", "token")]
    [InlineData("AWS_ACCESS_KEY_ID=id;AWS_SECRET_ACCESS_KEY=secret", "id:secret")]
    [InlineData("AWS_ACCESS_KEY_ID=id;AWS_SECRET_ACCESS_KEY=secret;AWS_SESSION_TOKEN=session", "id:secret:session")]
    [InlineData("AWS_ACCESS_KEY_ID=id", null)]
    [InlineData(null, null)]
    public void UsualKey_IsPutTogether(string? variables, string? expected) =>
        Assert.Equal(expected,
            BedrockProvider.Definition.FindUsualKey(new ProviderOptions { Region = "us-east-1" }, Environment(variables))?.Secret);

    private static Func<string, string?> Environment(string? variables) => name =>
        variables?.Split(';').Select(static variable => variable.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1];
}
