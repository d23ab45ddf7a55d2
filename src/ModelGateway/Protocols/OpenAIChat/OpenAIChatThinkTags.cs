using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Takes reasoning out of a text that begins with <c>&lt;think&gt;</c>, as servers send it that do not part the two. Tags anywhere else
/// are text, as an answer may speak of them.
/// </summary>
/// <param name="protocol">Where the reasoning goes back to; null where it does not.</param>
internal sealed class OpenAIChatThinkTags(string? protocol)
{
    private const string Begin = "<think>";
    private const string End = "</think>";

    private string _held = "";
    private bool _decided;
    private bool _thinking;
    private bool _afterTag;
    private bool _marked;

    /// <summary>Appends what the text's next piece makes certain.</summary>
    public void Add(string piece, ref List<AIContent>? contents)
    {
        string text = _held.Length == 0 ? piece : _held + piece;
        _held = "";
        if (!_decided && !Decide(ref text))
        {
            _held = text;
            return;
        }

        if (_thinking && !Think(ref text, ref contents))
        {
            return;
        }

        if (_afterTag)
        {
            text = text.TrimStart('\n');
            _afterTag = text.Length == 0;
        }

        if (text.Length > 0)
        {
            (contents ??= new(1)).Add(new TextContent(text));
        }
    }

    /// <summary>Appends what was held back for a tag that did not come.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        if (_held.Length > 0)
        {
            (contents ??= new(1)).Add(_thinking ? Thought(_held) : new TextContent(_held));
            _held = "";
        }
    }

    private bool Decide(ref string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.Length < Begin.Length && Begin.AsSpan().StartsWith(start, StringComparison.Ordinal))
        {
            return false;
        }

        _decided = true;
        _thinking = start.StartsWith(Begin, StringComparison.Ordinal);
        if (_thinking)
        {
            text = start[Begin.Length..].ToString();
        }

        return true;
    }

    // Whether the thinking ended; the text is then what follows it.
    private bool Think(ref string text, ref List<AIContent>? contents)
    {
        int end = text.IndexOf(End, StringComparison.Ordinal);
        int shown = end >= 0 ? end : text.Length - HeldLength(text);
        if (shown > 0)
        {
            (contents ??= new(1)).Add(Thought(text[..shown]));
        }

        if (end < 0)
        {
            _held = text[shown..];
            return false;
        }

        _thinking = false;
        _afterTag = true;
        text = text[(end + End.Length)..];
        return true;
    }

    // The first piece alone is marked, as pieces are joined under the first's properties.
    private TextReasoningContent Thought(string text)
    {
        TextReasoningContent thought = new(text);
        if (protocol is not null && !_marked)
        {
            _marked = true;
            ContentOrigin.Set(thought, protocol);
        }

        return thought;
    }

    // How much of the text's end may be the beginning of the tag.
    private static int HeldLength(string text)
    {
        for (int length = Math.Min(End.Length - 1, text.Length); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(End.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
