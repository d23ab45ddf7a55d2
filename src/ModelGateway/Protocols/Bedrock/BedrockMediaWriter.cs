using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes images, documents, videos and audio: their bytes, or their place in S3. Documents need names that are unique in the request.
/// </summary>
internal sealed class BedrockMediaWriter(Utf8JsonWriter writer)
{
    private HashSet<string>? _names;

    public static bool IsDocument(AIContent content) => content switch
    {
        DataContent data => BedrockMediaFormat.Find(data.MediaType) is { Block: "document" },
        UriContent uri => BedrockMediaFormat.Find(uri.MediaType) is { Block: "document" },
        _ => false,
    };

    public void Write(AIContent content)
    {
        switch (content)
        {
            case DataContent data:
                Begin(data.MediaType, data.Name);
                writer.WriteBase64String(BedrockNames.Bytes, data.Data.Span);
                End();
                break;
            case UriContent { Uri.Scheme: "s3" } uri:
                Begin(uri.MediaType, System.IO.Path.GetFileName(uri.Uri.AbsolutePath));
                writer.WriteStartObject(BedrockNames.S3Location);
                writer.WriteString(BedrockNames.Uri, uri.Uri.OriginalString);
                writer.WriteEndObject();
                End();
                break;
            case UriContent uri:
                throw ProtocolError.Unsupported($"Bedrock fetches only s3 addresses, not {uri.Uri.Scheme}: send the data itself.");
            default:
                throw ProtocolError.Unsupported("Bedrock's Converse takes no file ids: send the data itself, or its s3 address.");
        }
    }

    private void Begin(string mediaType, string? name)
    {
        if (BedrockMediaFormat.Find(mediaType) is not { } format)
        {
            throw ProtocolError.Unsupported(
                $"Bedrock takes no {mediaType} content: it takes images, documents, videos and audio of the usual formats.");
        }

        writer.WriteStartObject();
        writer.WriteStartObject(format.Block);
        writer.WriteString(BedrockNames.Format, format.Format);
        if (format.Block == "document")
        {
            writer.WriteString(BedrockNames.Name, NameOf(name));
        }

        writer.WriteStartObject(BedrockNames.Source);
    }

    private void End()
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // Letters, digits, single spaces, hyphens, parentheses and brackets only.
    private string NameOf(string? name)
    {
        StringBuilder allowed = new();
        foreach (char c in name ?? "")
        {
            char kept = char.IsAsciiLetterOrDigit(c) || c is '-' or '(' or ')' or '[' or ']' ? c : char.IsWhiteSpace(c) ? ' ' : '-';
            if (kept != ' ' || (allowed.Length > 0 && allowed[^1] != ' '))
            {
                allowed.Append(kept);
            }
        }

        string wanted = allowed.ToString(0, Math.Min(allowed.Length, 150)).Trim();
        wanted = wanted.Length == 0 ? "document" : wanted;
        _names ??= new HashSet<string>(StringComparer.Ordinal);
        string unique = wanted;
        for (int number = 2; !_names.Add(unique); number++)
        {
            unique = $"{wanted}-{number}";
        }

        return unique;
    }
}
