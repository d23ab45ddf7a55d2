using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Cohere;

public sealed class CohereEmbeddingTests
{
    [Fact]
    public void Options_AreWritten()
    {
        EmbeddingCall plain = EmbeddingCalls.Of("a");
        Assert.Equal(
            """{"embedding_types":["float"],"input_type":"search_document","model":"test-model","texts":["a"]}""",
            EmbeddingCalls.Write(CohereEmbeddings.Instance, plain).GetRawText());
        EmbeddingCall call = new()
        {
            Inputs = ["a"],
            ModelId = "embed-v4.0",
            Options = new()
            {
                Dimensions = 256,
                AdditionalProperties = new() { ["input_type"] = "search_query", ["embedding_types"] = "int8", ["truncate"] = "NONE" }
            },
        };
        Assert.Equal(
            """{"embedding_types":["float"],"input_type":"search_query","model":"embed-v4.0","output_dimension":256,"texts":["a"],"truncate":"NONE"}""",
            EmbeddingCalls.Write(CohereEmbeddings.Instance, call).GetRawText());
        Assert.Single(call.Notes.All);
        Assert.Equal(("v2/embed", 96), (CohereEmbeddings.Instance.GetPath(call), CohereEmbeddings.Instance.MaxInputs));
    }

    [Fact]
    public void Version2_IsRead()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = Read(
            """{"id":"x","embeddings":{"int8":null,"float":[[1,2],[3.5,-4]]},"texts":["a","b"],"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":5,"image_tokens":0}}}""", "a", "b");
        Assert.Equal([1f, 2f], embeddings[0].Vector.ToArray());
        Assert.Equal([3.5f, -4f], embeddings[1].Vector.ToArray());
        Assert.Equal((5, 5, null),
            (embeddings.Usage!.InputTokenCount, embeddings.Usage.TotalTokenCount, embeddings.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("""{"embeddings":{"float":[]}}""", FailureKind.Malformed)]
    [InlineData("""{"embeddings":[[1],[2]]}""", FailureKind.Malformed)]
    [InlineData("""{"embeddings":{"float":[["x"]]}}""", FailureKind.Malformed)]
    [InlineData("""{"embeddings":{"float":[[]]}}""", FailureKind.Malformed)]
    [InlineData("""{"embeddings":7}""", FailureKind.Malformed)]
    [InlineData("[]", FailureKind.Malformed)]
    [InlineData("""{"message":"internal error"}""", FailureKind.Unavailable)]
    public void WhatIsNoEmbedding_IsAFailure(string body, FailureKind kind) =>
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => Read(body, "a")).Failure.Kind);

    [Fact]
    public void Models_AreListedPageByPage()
    {
        List<DiscoveredModel> models = [];
        Assert.Equal("a b", CohereModelList.Instance.Read("""{"models":[{"name":"command-a","endpoints":["chat"],"context_length":256000.0,"features":null}],"next_page_token":"a b"}"""u8, models));
        Assert.Null(CohereModelList.Instance.Read("""{"models":[{"name":"rerank"},{"endpoints":[]}],"next_page_token":""}"""u8, models));
        Assert.Equal([("command-a", 256000), ("rerank", null)], models.Select(static model => (model.Id, model.ContextWindow)));
        Assert.Equal("v1/models?page_size=1000", CohereModelList.Instance.GetPath(null));
        Assert.Equal("v1/models?page_size=1000&page_token=a%20b", CohereModelList.Instance.GetPath("a b"));
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => CohereModelList.Instance.Read("{}"u8, [])).Failure.Kind);
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(string body, params string[] inputs) =>
        CohereEmbeddings.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), EmbeddingCalls.Of(inputs));
}
