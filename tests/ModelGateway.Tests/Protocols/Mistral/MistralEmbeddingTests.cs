using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Mistral;

public sealed class MistralEmbeddingTests
{
    [Fact]
    public void Options_AreWritten()
    {
        EmbeddingCall call = new()
        {
            Inputs = ["a", "ä"],
            ModelId = "codestral-embed",
            Options = new() { Dimensions = 64, AdditionalProperties = new() { ["encoding_format"] = "base64", ["output_dimension"] = 3 } },
        };
        Assert.Equal(
            """{"encoding_format":"base64","input":["a","ä"],"model":"codestral-embed","output_dimension":64}""",
            System.Text.RegularExpressions.Regex.Unescape(EmbeddingCalls.Write(MistralEmbeddings.Instance, call).GetRawText()));
        Assert.Single(call.Notes.All);
        Assert.Equal("embeddings", MistralEmbeddings.Instance.GetPath(call));
    }

    [Fact]
    public void OtherNumbersThanFloats_AreRefused()
    {
        EmbeddingCall call = new()
        {
            Inputs = ["a"],
            ModelId = "m",
            Options = new() { AdditionalProperties = new() { ["output_dtype"] = "int8" } }
        };
        Assert.Equal(
            FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => EmbeddingCalls.Write(MistralEmbeddings.Instance, call)).Failure.Kind);
    }

    [Fact]
    public void Base64AndNumbers_AreReadInTheInputsOrder()
    {
        float[] first = [1.5f, -2f];
        string base64 = Convert.ToBase64String([.. first.SelectMany(BitConverter.GetBytes)]);
        GeneratedEmbeddings<Embedding<float>> embeddings = Read(
            $$$"""{"model":"m","data":[{"index":1,"embedding":[3,4.25]},{"index":0,"embedding":"{{{base64}}}"}],"usage":{"prompt_tokens":2,"total_tokens":2}}""", "a", "b");
        Assert.Equal(first, embeddings[0].Vector.ToArray());
        Assert.Equal([3f, 4.25f], embeddings[1].Vector.ToArray());
        Assert.Equal("m", embeddings[0].ModelId);
        Assert.Equal(2, embeddings.Usage!.InputTokenCount);
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":5,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":-1,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":["x"]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AQ=="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"***"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":null}]}""")]
    [InlineData("""{"data":7}""")]
    [InlineData("[]")]
    public void WhatIsNoEmbedding_IsMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body, "a")).Failure.Kind);

    [Fact]
    public void Models_OfUnknownShapeAreMalformed()
    {
        Assert.Equal(FailureKind.Malformed,
            Assert.Throws<ProviderException>(() => MistralModelList.Instance.Read("{}"u8, [])).Failure.Kind);
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => MistralModelList.Instance.Read("""{"data":[7]}"""u8, [])).Failure.Kind);
        Assert.Equal("models", MistralModelList.Instance.GetPath(null));
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(string body, params string[] inputs) =>
        MistralEmbeddings.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), EmbeddingCalls.Of(inputs));
}
