using System.Text;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Tests.Protocols.Json;

public sealed class JsonWhiteSpaceTests
{
    [Theory]
    [InlineData("{\n  \"a b\": [ 1,\r\n\t2 ],\n  \"c\": \"x  y\"\n}", """{"a b":[1,2],"c":"x  y"}""")]
    [InlineData("[\n\"quote \\\" and  \\\\\", \"\\\\\" , \"\\ud800  \\n\"]", """["quote \" and  \\","\\","\ud800  \n"]""")]
    [InlineData("\n 1 ", "1")]
    [InlineData("[ \"not indented: sent as it is\" ]", "[ \"not indented: sent as it is\" ]")]
    public void Remove_LeavesStringsAlone(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonWhiteSpace.Remove(Encoding.UTF8.GetBytes(json))));
}
