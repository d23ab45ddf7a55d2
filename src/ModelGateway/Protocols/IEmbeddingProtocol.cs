using System.Buffers;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols;

/// <summary>How one wire protocol embeds texts. Stateless and safe for concurrent use.</summary>
internal interface IEmbeddingProtocol
{
    /// <summary>The most inputs that one request may carry.</summary>
    int MaxInputs { get; }

    /// <summary>The same for one model, where models differ.</summary>
    int MaxInputsOf(string modelId) => MaxInputs;

    /// <summary>The most tokens, by estimate, that all inputs of one request may have together.</summary>
    long MaxTokens => long.MaxValue;

    /// <summary>Whether a request can choose how long vectors are.</summary>
    bool HasDimensions => true;

    /// <summary>The path below the provider's base address, without a leading slash.</summary>
    string GetPath(EmbeddingCall call);

    /// <summary>Writes the request's JSON body as UTF-8.</summary>
    /// <exception cref="ProviderException">The request holds what this protocol cannot carry
    /// (<see cref="FailureKind.Unsupported"/>).</exception>
    void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call);

    /// <summary>Reads the whole body of a successful answer: one embedding for each input, in the inputs' order, and the usage.</summary>
    /// <exception cref="ProviderException">The body is malformed, lacks an input's embedding, or is an error in disguise.</exception>
    GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call);
}
