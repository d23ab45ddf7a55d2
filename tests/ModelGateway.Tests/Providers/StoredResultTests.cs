using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Tests.Providers;

public sealed class StoredResultTests
{
    [Fact]
    public void Contents_ThatWentThroughJson_AreContentsAgain()
    {
        FunctionResultContent result = new("call_1", new List<AIContent>
        {
            new TextContent("A map."), new DataContent(new byte[] { 1, 2, 3 }, "image/png") { Name = "map.png" },
        });
        AIContent[] restored = Assert.IsType<AIContent[]>(StoredResult.Restore(Stored(result)));
        Assert.Equal("A map.", Assert.IsType<TextContent>(restored[0]).Text);
        DataContent data = Assert.IsType<DataContent>(restored[1]);
        Assert.Equal(new byte[] { 1, 2, 3 }, data.Data.ToArray());
        Assert.Equal(("image/png", "map.png"), (data.MediaType, data.Name));
    }

    // What a tool writes must not make the account's files readable, nor the vendor fetch an address.
    [Fact]
    public void Addresses_AreNotTakenFromJson()
    {
        AIContent[] contents = [new UriContent("https://example.com/a.png", "image/png"), new HostedFileContent("file-1")];
        Assert.All(contents, static content => Assert.IsType<JsonElement>(StoredResult.Restore(Stored(new("call_1", content)))));
    }

    [Fact]
    public void AContent_ThatWentThroughJson_IsAContentAgain() =>
        Assert.Equal("Sun.", Assert.IsType<TextContent>(StoredResult.Restore(Stored(new("call_1", new TextContent("Sun."))))).Text);

    [Fact]
    public void ADiscriminator_NeedNotComeFirst() =>
        Assert.IsType<TextContent>(StoredResult.Restore(JsonElement.Parse("""{"text":"Sun.","$type":"text"}""")));

    [Theory]
    [InlineData("""{"text":"Sun."}""")]
    [InlineData("""{"$type":"text"}""")]
    [InlineData("""{"$type":"Acme.Weather, Acme","text":"Sun."}""")]
    [InlineData("""{"$type":7,"text":"Sun."}""")]
    [InlineData("""{"$type":"data","uri":"no data"}""")]
    [InlineData("""{"$type":"data","uri":"https://example.com/a.png"}""")]
    [InlineData("""{"$type":"data","uri":"data:image/png;base64,AQI=","secretField":42}""")]
    [InlineData("""{"$type":"text","text":"hi","secretField":42}""")]
    [InlineData("""{"$type":"hostedFile","fileId":"file-abc"}""")]
    [InlineData("""{"$type":"uri","uri":"https://example.com/a.png","mediaType":"image/png"}""")]
    [InlineData("""{"$type":"functionCall","callId":"a","name":"b"}""")]
    [InlineData("""[{"$type":"text","text":"Sun."},{"sun":1}]""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public void OtherJson_StaysAsItIs(string json) =>
        Assert.Equal(json, Assert.IsType<JsonElement>(StoredResult.Restore(JsonElement.Parse(json))).GetRawText());

    [Fact]
    public void WhatIsNoJson_StaysAsItIs()
    {
        object result = new[] { 1 };
        Assert.Same(result, StoredResult.Restore(result));
        Assert.Null(StoredResult.Restore(null));
    }

    private static object? Stored(FunctionResultContent result) =>
        JsonSerializer.Deserialize<FunctionResultContent>(JsonSerializer.Serialize(
            result, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!.Result;
}
