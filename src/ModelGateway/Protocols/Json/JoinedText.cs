using System.Text;

namespace ModelGateway.Protocols.Json;

/// <summary>
/// A text that comes in one piece as a rule. Many pieces are joined once, at the end: joining at each costs time by its square.
/// </summary>
internal struct JoinedText
{
    // The first piece, a string; from the second on a builder.
    private object? _text;

    public void Add(string? piece)
    {
        if (string.IsNullOrEmpty(piece))
        {
            _text ??= piece;
            return;
        }

        switch (_text)
        {
            case StringBuilder builder:
                builder.Append(piece);
                break;
            case string { Length: > 0 } first:
                _text = new StringBuilder(first).Append(piece);
                break;
            default:
                _text = piece;
                break;
        }
    }

    /// <summary>The whole text; null where no piece came.</summary>
    public override readonly string? ToString() => _text?.ToString();
}
