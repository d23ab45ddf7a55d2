using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Embeddings;

/// <summary>Where a protocol's answer holds embeddings, and what is beside them.</summary>
internal sealed record EmbeddingTable
{
    public required FieldPaths<EmbeddingField> Fields { get; init; }

    /// <summary>Reads the value of <see cref="EmbeddingPart.Usage"/>.</summary>
    public UsageValueReader? ReadUsage { get; init; }

    /// <summary>Reads the value of <see cref="EmbeddingPart.Error"/>.</summary>
    public ErrorValueReader? ReadError { get; init; }
}

/// <summary>Reads the usage that the reader stands on; null where it is null.</summary>
internal delegate UsageDetails? UsageValueReader(ref Utf8JsonReader reader);

/// <summary>Reads a value that may be an error, and moves to its end.</summary>
/// <returns>The error; null where the value is none.</returns>
internal delegate ProviderException? ErrorValueReader(ref Utf8JsonReader reader, ReadOnlySpan<byte> body);

/// <summary>What a field holds.</summary>
/// <param name="Part">The kind of value.</param>
/// <param name="Name">The name of a <see cref="EmbeddingPart.Property"/>.</param>
internal readonly record struct EmbeddingField(EmbeddingPart Part, string? Name = null)
{
    public static implicit operator EmbeddingField(EmbeddingPart part) => FromEmbeddingPart(part);

    public static EmbeddingField FromEmbeddingPart(EmbeddingPart part) => new(part);
}
