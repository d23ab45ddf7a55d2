using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Parses an untrusted list. It is rejected where a field occurs twice, a text is invalid, or it is nested too deeply.
/// </summary>
internal static class ImportDocument
{
    /// <summary>Other lists are nested more deeply than catalog files.</summary>
    private const int Depth = 32;

    public static JsonDocument Open(ReadOnlyMemory<byte> utf8, string origin)
    {
        if (utf8.Length > CatalogLimits.FileBytes)
        {
            throw new CatalogException(origin, null, null, $"has {utf8.Length} bytes; {CatalogLimits.FileBytes} at most are read.");
        }

        if (utf8.Span is [0xEF, 0xBB, 0xBF, ..])
        {
            utf8 = utf8[3..];
        }

        try
        {
            Scan(utf8.Span, origin);
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Depth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new CatalogException(
                origin, null, null, $"is not JSON as it should be: {CatalogText.Show(exception.Message)}", exception);
        }
    }

    /// <summary>Checks all texts first, because the parser accepts an unpaired surrogate and throws only when the text is read.</summary>
    private static void Scan(ReadOnlySpan<byte> utf8, string origin)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = Depth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.Length > CatalogLimits.Text)
            {
                throw Invalid($"a name of {reader.ValueSpan.Length} bytes; {CatalogLimits.Text} at most are read.", reader);
            }

            try
            {
                _ = reader.ValueIsEscaped ? reader.GetString() : null;
            }
            catch (InvalidOperationException exception)
            {
                throw Invalid("a text that is not valid Unicode.", reader, exception);
            }

            if (!reader.ValueIsEscaped && !System.Text.Unicode.Utf8.IsValid(reader.ValueSpan))
            {
                throw Invalid("a text that is not valid UTF-8.", reader);
            }
        }

        CatalogException Invalid(string problem, in Utf8JsonReader at, Exception? exception = null) =>
            new(origin, null, null, $"byte {at.TokenStartIndex}: {problem}", exception);
    }
}
