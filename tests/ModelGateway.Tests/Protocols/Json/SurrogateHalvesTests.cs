using System.Text;
using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Tests.Protocols.Json;

public sealed class SurrogateHalvesTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"a":"\ude00\ud83d\ude00\uD83D\n"}""", """{"a":"\ufffd\ud83d\ude00\ufffd\n"}""")]
    [InlineData("""{"\ud83d":["\\ud83d","\\\ud83d"]}""", """{"\ufffd":["\\ud83d","\\\ufffd"]}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00x\u00e9"}""", """{"a":"\ufffd\ud83d\ude00x\u00e9"}""")]
    [InlineData("""{"a":"\ud83d😀\u"}""", """{"a":"\ufffd😀\u"}""")]
    [InlineData("""{"a":"é\"\\"}""", """{"a":"é\"\\"}""")]
    [InlineData("", "")]
    public void Mend_ReplacesHalvesOnly(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(SurrogateHalves.Mend(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("""
        "\ud83d\ude00"
        """, "😀")]
    [InlineData("""
        "a\ud83db\n"
        """, "a\uFFFDb\n")]
    [InlineData("null", null)]
    public void ReadString_ReadsEveryString(string json, string? expected)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        Assert.Equal(expected, SurrogateHalves.ReadString(in reader));
    }
}
