using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class GatewayIdentityTests
{
    [Fact]
    public void HttpClientName_IsAnotherForEachGateway()
    {
        GatewayIdentity one = new(1, "1 (System.Int32)");

        Assert.Equal((true, "ModelGateway"), (GatewayIdentity.Default.IsDefault, GatewayIdentity.Default.HttpClientName));
        Assert.Equal((false, "ModelGateway:1 (System.Int32)"), (one.IsDefault, one.HttpClientName));
    }
}
