using System.Text;
using Microsoft.Extensions.AI;

namespace ModelGateway.Bridging;

/// <summary>
/// Puts instructions into the first message of the user, for models that take none apart from it. They stand at its beginning, within
/// <c>&lt;instructions&gt;</c> and <c>&lt;/instructions&gt;</c> on lines of their own and an empty line after them:
/// <see cref="ChatOptions.Instructions"/> first, then the system messages in their order. What else these hold, images say, follows them.
/// The rest of the history stays as it is; where the user has said nothing, a message is made.
/// </summary>
internal static class SystemFolding
{
    private static readonly ChatRole Developer = new("developer");

    /// <summary>The history without system messages; the same where there is nothing to fold.</summary>
    public static IReadOnlyList<ChatMessage> Fold(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        StringBuilder text = new();
        Append(text, instructions);
        List<AIContent> others = [];
        List<ChatMessage> kept = new(messages.Count);
        for (int i = 0; i < messages.Count; i++)
        {
            if (!IsSystem(messages[i]))
            {
                kept.Add(messages[i]);
                continue;
            }

            foreach (AIContent content in messages[i].Contents)
            {
                if (content is TextContent { Text: var part })
                {
                    Append(text, part);
                }
                else
                {
                    others.Add(content);
                }
            }
        }

        if (text.Length == 0 && others.Count == 0)
        {
            return kept.Count == messages.Count ? messages : kept;
        }

        string folded = text.Length == 0 ? "" : $"<instructions>\n{text}\n</instructions>\n\n";
        int first = kept.FindIndex(static message => message.Role == ChatRole.User);
        if (first < 0)
        {
            kept.Insert(0, new ChatMessage(ChatRole.User, Begin(folded.TrimEnd('\n'), others, [])));
        }
        else
        {
            ChatMessage user = kept[first].Clone();
            user.Contents = Begin(folded, others, kept[first].Contents);
            kept[first] = user;
        }

        return kept;
    }

    public static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == Developer;

    private static void Append(StringBuilder text, string? part)
    {
        if (!string.IsNullOrWhiteSpace(part))
        {
            text.Append(text.Length > 0 ? "\n\n" : "").Append(part);
        }
    }

    // One text rather than two: not every protocol parts them.
    private static List<AIContent> Begin(string folded, List<AIContent> others, IList<AIContent> contents)
    {
        if (others.Count == 0 && contents is [TextContent text, ..] && folded.Length > 0)
        {
            TextContent joined = new(folded + text.Text) { AdditionalProperties = text.AdditionalProperties, Annotations = text.Annotations };
            return [joined, .. contents.Skip(1)];
        }

        return folded.Length == 0 ? [.. others, .. contents] : [new TextContent(folded), .. others, .. contents];
    }
}
