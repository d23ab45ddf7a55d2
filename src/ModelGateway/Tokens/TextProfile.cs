using System.Runtime.CompilerServices;

namespace ModelGateway.Tokens;

/// <summary>How often each <see cref="TextFeature"/> occurs in a text. It does not depend on the tokenizer.</summary>
[InlineArray(Features + 1)]
internal struct TextProfile
{
    /// <summary>The number of features.</summary>
    public const int Features = (int)TextFeature.Other + 1;

    private int _first;

    public int this[TextFeature feature]
    {
        readonly get => this[(int)feature];
        set => this[(int)feature] = value;
    }

    /// <summary>The length in bytes of UTF-8, which no tokenizer's count exceeds.</summary>
    public int Bytes
    {
        readonly get => this[Features];
        set => this[Features] = value;
    }
}
