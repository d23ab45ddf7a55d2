using System.Collections.Frozen;

namespace ModelGateway.Tokens;

/// <summary>How a family of tokenizers counts, and what the providers that use it put around messages and tools.</summary>
internal sealed record TokenWeights
{
    private static readonly FrozenDictionary<string, TokenWeights> ByFamily = TokenWeightTable.Families.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts.</summary>
    public required TextWeights Text { get; init; }

    /// <summary>How many tokens become of one of a tool's declaration, given in JSON: providers send it in a form of their own.</summary>
    public (double Low, double Expected, double High) ToolScale { get; init; } = (1, 1, 1);

    /// <summary>The same of the answer's schema.</summary>
    /// <value>The default is nothing, or all: it may be no part of the prompt.</value>
    public (double Low, double Expected, double High) SchemaScale { get; init; } = (0, 0, 1.2);

    /// <summary>What is put around a request.</summary>
    public TokenEstimate PerRequest { get; init; }

    /// <summary>What is put around a message.</summary>
    public TokenEstimate PerMessage { get; init; }

    /// <summary>What a call of a tool or its result adds to its text.</summary>
    public TokenEstimate PerCall { get; init; }

    /// <summary>What having tools adds to a request, once.</summary>
    public TokenEstimate WithTools { get; init; }

    /// <summary>What a tool adds to the text of its declaration.</summary>
    public TokenEstimate PerTool { get; init; }

    /// <summary>What a schema for the answer adds to its text.</summary>
    public TokenEstimate WithSchema { get; init; }

    /// <summary>Whether tools that are not to be called are left out, as the prompt templates of open models do.</summary>
    public bool LeavesOutIdleTools { get; init; }

    /// <summary>How images count.</summary>
    public Func<ImageSize, TokenEstimate> Image { get; init; } = ImageTokens.Other;

    /// <summary>The weights of a family; those for unknown ones where it has none.</summary>
    public static TokenWeights For(string? family) =>
        family is not null && ByFamily.TryGetValue(family, out TokenWeights? known) ? known : TokenWeightTable.Unknown;
}
