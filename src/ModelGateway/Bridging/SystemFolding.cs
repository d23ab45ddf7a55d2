using System.Text;
using Microsoft.Extensions.AI;

namespace ModelGateway.Bridging;

/// <summary>Moves system instructions into the first user message, for models that take no system prompt.</summary>
/// <remarks>
/// The instructions precede the user's text, between <c>&lt;instructions&gt;</c> and <c>&lt;/instructions&gt;</c> on separate lines and an
/// empty line: <see cref="ChatOptions.Instructions"/> first, then the system messages in their order. Other contents of system messages,
/// such as images, follow. The rest of the history stays as it is. Where there is no user message, one is inserted.
/// </remarks>
internal sealed class SystemFolding
{
    private static readonly ChatRole Developer = new("developer");

    private readonly StringBuilder _text = new();
    private readonly List<AIContent> _others = [];

    private SystemFolding()
    {
    }

    /// <summary>The history without system messages; the same list where there are neither messages nor instructions to fold.</summary>
    public static IReadOnlyList<ChatMessage> Fold(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        SystemFolding folding = new();
        folding.Append(instructions);
        List<ChatMessage> kept = new(messages.Count);
        for (int i = 0; i < messages.Count; i++)
        {
            if (IsSystem(messages[i]))
            {
                folding.Add(messages[i]);
            }
            else
            {
                kept.Add(messages[i]);
            }
        }

        if (folding.IsEmpty)
        {
            return kept.Count == messages.Count ? messages : kept;
        }

        folding.WriteInto(kept);
        return kept;
    }

    public static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == Developer;

    private bool IsEmpty => _text.Length == 0 && _others.Count == 0;

    private void Add(ChatMessage system)
    {
        foreach (AIContent content in system.Contents)
        {
            if (content is TextContent { Text: var part })
            {
                Append(part);
            }
            else
            {
                _others.Add(content);
            }
        }
    }

    private void Append(string? part)
    {
        if (!string.IsNullOrWhiteSpace(part))
        {
            _text.Append(_text.Length > 0 ? "\n\n" : "").Append(part);
        }
    }

    private void WriteInto(List<ChatMessage> messages)
    {
        string folded = _text.Length == 0 ? "" : $"<instructions>\n{_text}\n</instructions>\n\n";
        int first = messages.FindIndex(static message => message.Role == ChatRole.User);
        if (first < 0)
        {
            messages.Insert(0, new ChatMessage(ChatRole.User, Prepend(folded.TrimEnd('\n'), [])));
            return;
        }

        ChatMessage user = messages[first].Clone();
        user.Contents = Prepend(folded, messages[first].Contents);
        messages[first] = user;
    }

    // The instructions are joined with the user's first text, because some protocols would run two texts together without a line break.
    private List<AIContent> Prepend(string folded, IList<AIContent> contents)
    {
        if (_others.Count == 0 && contents is [TextContent text, ..] && folded.Length > 0)
        {
            TextContent joined = new(folded + text.Text)
            {
                AdditionalProperties = text.AdditionalProperties,
                Annotations = text.Annotations,
            };
            return [joined, .. contents.Skip(1)];
        }

        return folded.Length == 0 ? [.. _others, .. contents] : [new TextContent(folded), .. _others, .. contents];
    }
}
