using System.Runtime.CompilerServices;

namespace ModelGateway.Costs.Tokens;

/// <summary>How often each <see cref="TextFeature"/> occurs. Counted once, it is weighed for as many tokenizers as are asked for.</summary>
[InlineArray(Features)]
internal struct TextProfile
{
    /// <summary>How many features there are.</summary>
    public const int Features = (int)TextFeature.Other + 1;

    private long _first;

    public long this[TextFeature feature]
    {
        readonly get => this[(int)feature];
        set => this[(int)feature] = value;
    }

    public void Add(in TextProfile other)
    {
        for (int i = 0; i < Features; i++)
        {
            this[i] += other[i];
        }
    }
}
