using System.Reflection;
using ModelGateway.Protocols;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Providers;

public sealed class AutoProtocolTests
{
    /// <summary>A member that it does not pass on would be the interface's default, though the protocols have others.</summary>
    [Fact]
    public void AutoProtocol_PassesOnEveryMember()
    {
        InterfaceMapping members = typeof(AutoProtocol).GetInterfaceMap(typeof(IProtocol));

        Assert.NotEmpty(members.TargetMethods);
        Assert.All(members.TargetMethods, static method => Assert.Equal(typeof(AutoProtocol), method.DeclaringType));
    }
}
