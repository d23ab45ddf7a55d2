using System.Runtime.CompilerServices;

namespace ModelGateway.Tokens;

/// <summary>How often each <see cref="TextFeature"/> occurs. Counted once, it is weighed for as many tokenizers as are asked for.</summary>
[InlineArray(Features + 1)]
internal struct TextProfile
{
    /// <summary>How many features there are.</summary>
    public const int Features = (int)TextFeature.Other + 1;

    private int _first;

    public int this[TextFeature feature]
    {
        readonly get => this[(int)feature];
        set => this[(int)feature] = value;
    }

    /// <summary>How many bytes of UTF-8 it is: no tokenizer makes more tokens of it.</summary>
    public int Bytes
    {
        readonly get => this[Features];
        set => this[Features] = value;
    }
}
