using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Opens a source, or refuses it: what comes out of here has no field twice, no broken text and no more depth than it may.</summary>
internal static class ImportDocument
{
    /// <summary>Others nest deeper than our own catalogs.</summary>
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
            throw new CatalogException(origin, null, null, $"is not JSON as it should be: {CatalogText.Show(exception.Message)}", exception);
        }
    }

    /// <summary>Texts are checked first: half of a surrogate pair passes the parser and throws only where the text is read.</summary>
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
                throw new CatalogException(origin, null, null, $"byte {reader.TokenStartIndex}: a name of {reader.ValueSpan.Length} bytes; {CatalogLimits.Text} at most are read.");
            }

            try
            {
                _ = reader.ValueIsEscaped ? reader.GetString() : null;
            }
            catch (InvalidOperationException exception)
            {
                throw new CatalogException(origin, null, null, $"byte {reader.TokenStartIndex}: a text that is not valid Unicode.", exception);
            }

            if (!reader.ValueIsEscaped && !System.Text.Unicode.Utf8.IsValid(reader.ValueSpan))
            {
                throw new CatalogException(origin, null, null, $"byte {reader.TokenStartIndex}: a text that is not valid UTF-8.");
            }
        }
    }
}
