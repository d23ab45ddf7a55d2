namespace ModelGateway.Schemas;

/// <summary>Reads a class of characters (<c>[a-z\d]</c>).</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="start">Where the bracket is.</param>
internal sealed class EcmaScriptClassReader(string pattern, int start)
{
    private readonly List<CodePointRange> _ranges = [];
    private readonly List<string> _categories = [];

    /// <summary>Where the reader is: after the class, once it is read.</summary>
    public int At { get; private set; } = start + 1;

    /// <summary>The class; null where it cannot be read.</summary>
    public EcmaScriptClass? Read()
    {
        bool isNegated = At < pattern.Length && pattern[At] == '^';
        At += isNegated ? 1 : 0;
        while (At < pattern.Length && pattern[At] != ']')
        {
            if (!ReadPart())
            {
                return null;
            }
        }

        return At++ < pattern.Length ? new EcmaScriptClass(_ranges, _categories, isNegated) : null;
    }

    private bool ReadPart()
    {
        EcmaScriptEscape first = ReadAtom();
        if (first.Length == 0)
        {
            return false;
        }

        // A hyphen at the end, or beside a set, stands for itself.
        bool isRange = At + 1 < pattern.Length && pattern[At] == '-' && pattern[At + 1] != ']';
        if (first.Set is { } set)
        {
            return set.TryAddTo(_ranges, _categories);
        }

        if (!isRange)
        {
            _ranges.Add(new CodePointRange(first.CodePoint, first.CodePoint));
            return true;
        }

        At++;
        EcmaScriptEscape last = ReadAtom();
        if (last.Set is { } beside)
        {
            _ranges.Add(new CodePointRange(first.CodePoint, first.CodePoint));
            _ranges.Add(new CodePointRange('-', '-'));
            return beside.TryAddTo(_ranges, _categories);
        }

        _ranges.Add(new CodePointRange(first.CodePoint, last.CodePoint));
        return last.Length > 0 && first.CodePoint <= last.CodePoint;
    }

    private EcmaScriptEscape ReadAtom()
    {
        EcmaScriptEscape atom = pattern[At] switch
        {
            '\\' when At + 1 < pattern.Length && pattern[At + 1] == 'b' => new(2, '\b', null),
            '\\' => EcmaScriptEscape.Read(pattern, At),
            var c when char.IsHighSurrogate(c) && At + 1 < pattern.Length && char.IsLowSurrogate(pattern[At + 1]) =>
                new(2, char.ConvertToUtf32(c, pattern[At + 1]), null),
            var c => new(1, c, null),
        };
        At += atom.Length;
        return atom;
    }
}
