using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class HeaderCheckTests
{
    [Theory]
    [InlineData("X-Title", "My app", null, null)]
    [InlineData("X-Title", "über", null, "is no header of a request.")]
    [InlineData("X-Title", "a\nb", null, "is no header of a request.")]
    [InlineData("Content-Type", "text/plain", null, "is no header of a request.")]
    [InlineData("Authorization", "Bearer x", null, "is a credential")]
    [InlineData("API-Key", "x", null, "is a credential")]
    [InlineData("x-vendor-key", "x", "X-Vendor-Key", "is a credential")]
    [InlineData("x-vendor-key", "x", null, null)]
    [InlineData("Host", "h", null, "follows from the address. Set Endpoint instead.")]
    [InlineData("Connection", "close", null, "belongs to the connection. Remove it.")]
    [InlineData("X-Amz-Date", "20260101", null, "belongs to the signature.")]
    public void Check_RefusesCredentialsAndHeadersThatTheGatewayWrites(string name, string value, string? keyHeader, string? fault)
    {
        OptionFaults faults = new();

        HeaderCheck.Check("p:Headers:h", name, value, keyHeader, faults);

        Assert.Equal(fault is null ? 0 : 1, faults.Count);
        Assert.All(faults.All, found => Assert.StartsWith("p:Headers:h " + fault, found, StringComparison.Ordinal));
    }
}
