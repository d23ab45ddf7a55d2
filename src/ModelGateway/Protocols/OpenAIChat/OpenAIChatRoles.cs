using System.Buffers;
using System.Text.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Whose messages are, in each dialect's words.</summary>
internal static class OpenAIChatRoles
{
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The role of instructions.</summary>
    public static ReadOnlySpan<byte> Instructions(bool isDeveloper, ChatCall call, ChatDialect dialect)
    {
        if (dialect.HasModelTraps && call.ModelId.StartsWith("o1-", StringComparison.Ordinal)
            && (call.ModelId.StartsWith("o1-mini", StringComparison.Ordinal) || call.ModelId.StartsWith("o1-preview", StringComparison.Ordinal)))
        {
            call.Notes.Add($"Instructions were sent as a user's: {call.ModelId} takes none.");
            return "user"u8;
        }

        return isDeveloper && dialect.Has(ChatFeatures.DeveloperRole) ? "developer"u8 : "system"u8;
    }

    /// <summary>Writes the author's name, as far as the service takes it.</summary>
    public static void WriteName(Utf8JsonWriter writer, string name, ChatCall call, ChatDialect dialect)
    {
        if (!dialect.Has(ChatFeatures.Names))
        {
            call.Notes.OptionNotSent("AuthorName", dialect.Service);
            return;
        }

        if (name.Length > LongestName || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            call.Notes.Add($"AuthorName was sent with the characters that {dialect.Name} accepts alone.");
            name = new string([.. name.Where(NameCharacters.Contains).Take(LongestName)]);
        }

        if (name.Length > 0)
        {
            writer.WriteString("name"u8, name);
        }
    }
}
