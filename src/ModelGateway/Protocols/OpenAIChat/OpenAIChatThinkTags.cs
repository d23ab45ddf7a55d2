using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Separates reasoning from a text that begins with <c>&lt;think&gt;</c>, for servers that send both in one field. Tags anywhere else are
/// text, because an answer may be about them.
/// </summary>
/// <param name="protocol">The protocol that the reasoning is sent back to; null where it is not sent back.</param>
internal sealed class OpenAIChatThinkTags(string? protocol)
{
    private const string Begin = "<think>";
    private const string End = "</think>";

    // A text that begins with more white space than any model writes before its thoughts has none.
    private const int LongestSpace = 1024;

    private string _held = "";
    private bool _decided;
    private bool _thinking;
    private bool _afterTag;
    private bool _marked;

    /// <summary>Adds the next piece of text, and appends what it makes certain to be text or reasoning.</summary>
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

    /// <summary>Appends the text that was held back because it could have become a tag.</summary>
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
        if (start.Length < Begin.Length && text.Length <= LongestSpace && Begin.AsSpan().StartsWith(start, StringComparison.Ordinal))
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

    // Returns whether the reasoning ended; the text is then what follows it.
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

    // Only the first piece is marked: Microsoft.Extensions.AI joins the pieces under its properties.
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

    // The length of the end of the text that may be the beginning of the closing tag.
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
