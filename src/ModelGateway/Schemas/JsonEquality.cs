using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>Equality of JSON values as JSON Schema has it: numbers by their value, objects without order.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The exponent of a number is beyond what the framework compares.
            return AreEqualPartByPart(left, right);
        }
    }

    private static bool AreEqualPartByPart(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.Number:
                return JsonNumber.TryRead(left, out JsonNumber one) && JsonNumber.TryRead(right, out JsonNumber other)
                    ? one.CompareTo(other) == 0
                    : left.GetRawText() == right.GetRawText();
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength()
                    && left.EnumerateArray().Zip(right.EnumerateArray()).All(static pair => AreEqual(pair.First, pair.Second));
            case JsonValueKind.Object:
                return left.GetPropertyCount() == right.GetPropertyCount() && left.EnumerateObject().All(
                    property => right.TryGetProperty(property.Name, out JsonElement same) && AreEqual(property.Value, same));
            default:
                return JsonElement.DeepEquals(left, right);
        }
    }
}
