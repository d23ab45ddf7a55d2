using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Options;

/// <summary>
/// Maps names of tools that a service refuses (dots, spaces, length, as MCP servers have them) onto names that it takes. A name is mapped
/// by itself alone, so that it is the same in every turn and at every provider; its hash keeps different names apart.
/// </summary>
internal readonly struct ToolNames(ToolNameRule rule)
{
    private const int Longest = 64;
    private const int HashLength = 12;

    private static readonly SearchValues<char> Usual =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> Identifier =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    /// <summary>Whether the service takes a name as it is.</summary>
    public bool Takes(string name) => rule switch
    {
        ToolNameRule.Any => true,
        ToolNameRule.Usual => name.Length is > 0 and <= Longest && !name.AsSpan().ContainsAnyExcept(Usual),
        _ => name.Length is > 0 and <= Longest && (char.IsAsciiLetter(name[0]) || name[0] == '_')
            && !name.AsSpan().ContainsAnyExcept(Identifier),
    };

    /// <summary>
    /// Whether the service takes every name of a request: of tools, of the one that is required, and of calls in the history.
    /// </summary>
    public bool TakesAll(ChatCall call, bool hasCalls)
    {
        if (rule == ToolNameRule.Any)
        {
            return true;
        }

        IList<AITool>? tools = call.Options?.Tools;
        for (int i = 0; i < tools?.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function && !Takes(function.Name))
            {
                return false;
            }
        }

        for (int i = 0; hasCalls && i < call.Messages.Count; i++)
        {
            if (HasMapped(call.Messages[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a message has a call whose name is not taken.</summary>
    public bool HasMapped(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call && !Takes(call.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name that is sent in place of one that is not taken: its readable part, and its hash.</summary>
    public static string Map(string name)
    {
        StringBuilder mapped = new(Longest);
        foreach (char letter in name)
        {
            if (mapped.Length < Longest - HashLength - 1)
            {
                mapped.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '_');
            }
        }

        if (mapped.Length == 0 || !(char.IsAsciiLetter(mapped[0]) || mapped[0] == '_'))
        {
            mapped.Insert(0, '_');
            mapped.Length = Math.Min(mapped.Length, Longest - HashLength - 1);
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HashLength / 2));
        return mapped.Append('_').Append(hash).ToString();
    }
}
