using ModelGateway.Buffers;

namespace ModelGateway.Tests.Buffers;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("sk-Abc 123~", true)]
    [InlineData("", true)]
    [InlineData("sk\r\nX: y", false)]
    [InlineData("sk\n", false)]
    [InlineData("sk\0", false)]
    [InlineData("sk\u007F", false)]
    [InlineData("sk\u0085", false)]
    [InlineData("sk-ü", false)]
    [InlineData("sk\t1", false)]
    public void IsSendable_AllowsPrintableAsciiOnly(string text, bool isSendable) =>
        Assert.Equal(isSendable, HeaderText.IsSendable(text));
}
