using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Usage;

/// <summary>
/// Finds the usage in JSON that was not read to its end: an answer or an event that failed, is malformed or was cut. The provider bills
/// what it reported there all the same.
/// </summary>
/// <param name="reader">Reads the protocol's usage.</param>
/// <param name="names">
/// What the usage is called, in the outer object or one object below it; none where its counts stand among the answer's own fields.
/// </param>
internal sealed class UsageProbe(UsageReader reader, params string[] names)
{
    private readonly JsonEncodedText[] _names = Array.ConvertAll(names, static name => JsonEncodedText.Encode(name));

    /// <summary>Another protocol's probe, which is asked where this one finds no counts; null for none.</summary>
    public UsageProbe? Other { get; private init; }

    /// <summary>This probe where the answer may be another protocol's.</summary>
    public UsageProbe Or(UsageProbe other) => new(reader, names) { Other = other };

    /// <summary>The usage that stands last in the JSON; null where there is none.</summary>
    public UsageDetails? Find(ReadOnlySpan<byte> json)
    {
        UsageDetails? found = FindOwn(json);
        return Other is null || (found?.InputTokenCount ?? found?.OutputTokenCount) is not null ? found : Other.Find(json) ?? found;
    }

    private UsageDetails? FindOwn(ReadOnlySpan<byte> json)
    {
        UsageDetails? found = null;
        try
        {
            Utf8JsonReader at = new(json, WireJson.Options);
            while (at.Read() && at.TokenType != JsonTokenType.StartObject)
            {
                // Gemini's streams may come as one array of answers.
            }

            Search(ref at, ref found, isOuter: true);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            // What was found before the fault counts.
        }

        return found is null || names.Length > 0 || reader.TrySettle(found) ? found : null;
    }

    private void Search(ref Utf8JsonReader at, ref UsageDetails? found, bool isOuter)
    {
        while (JsonFields.NextProperty(ref at))
        {
            if (names.Length == 0 && reader.TryReadField(ref at, ref found))
            {
                continue;
            }

            bool isUsage = IsUsage(ref at);
            at.Read();
            if (isUsage && at.TokenType == JsonTokenType.StartObject)
            {
                found = reader.Read(ref at) ?? found;
            }
            else if (isOuter && at.TokenType == JsonTokenType.StartObject)
            {
                Search(ref at, ref found, isOuter: false);
            }
            else
            {
                at.Skip();
            }
        }
    }

    private bool IsUsage(ref Utf8JsonReader at)
    {
        foreach (JsonEncodedText name in _names)
        {
            if (at.ValueTextEquals(name.EncodedUtf8Bytes))
            {
                return true;
            }
        }

        return false;
    }
}
