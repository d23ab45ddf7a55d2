namespace ModelGateway.Testing;

/// <summary>Random numbers from a seed, the same on every machine and version of .NET (xoshiro256**).</summary>
public sealed class SeededRandom : Random
{
    private readonly ulong[] _state = new ulong[4];

    /// <summary>Creates an instance.</summary>
    /// <param name="seed">The seed.</param>
    public SeededRandom(long seed)
        : base(0)
    {
        Seed = seed;
        ulong mixed = (ulong)seed;
        for (int i = 0; i < _state.Length; i++)
        {
            mixed += 0x9E3779B97F4A7C15;
            ulong z = mixed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            _state[i] = z ^ (z >> 31);
        }
    }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>
    /// Creates a generator from this one's seed and a name, so that the parts of a test draw independently of each other.
    /// </summary>
    /// <param name="name">The name of the part.</param>
    /// <returns>The generator. It does not depend on the numbers drawn from this one.</returns>
    public SeededRandom Fork(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ulong hash = 14695981039346656037 ^ (ulong)Seed;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return new((long)hash);
    }

    /// <inheritdoc />
    public override int Next() => (int)(Sample() * int.MaxValue);

    /// <inheritdoc />
    public override int Next(int maxValue) => Next(0, maxValue);

    /// <inheritdoc />
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc />
    public override long NextInt64() => NextInt64(0, long.MaxValue);

    /// <inheritdoc />
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc />
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        ulong range = (ulong)(maxValue - minValue);
        return range == 0 ? minValue : minValue + (long)Math.BigMul(Draw(), range, out _);
    }

    /// <inheritdoc />
    public override double NextDouble() => Sample();

    /// <inheritdoc />
    public override float NextSingle() => (Draw() >> 40) * (1.0f / (1u << 24));

    /// <inheritdoc />
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc />
    public override void NextBytes(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(Draw() >> 56);
        }
    }

    /// <inheritdoc />
    protected override double Sample() => (Draw() >> 11) * (1.0 / (1ul << 53));

    private ulong Draw()
    {
        ulong result = ulong.RotateLeft(_state[1] * 5, 7) * 9;
        ulong shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = ulong.RotateLeft(_state[3], 45);
        return result;
    }
}
