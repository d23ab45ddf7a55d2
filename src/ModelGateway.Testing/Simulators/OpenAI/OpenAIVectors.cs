using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>Embeddings: the same vector for the same text, of length one.</summary>
internal static class OpenAIVectors
{
    private const int MostInputs = 2048;
    private const long MostTokens = 300_000;
    private const int UsualDimensions = 8;

    public static WireAnswer Answer(JsonElement body)
    {
        if (string.IsNullOrEmpty(body.Text("model")))
        {
            return OpenAIErrors.Error(400, "you must provide a model parameter", "invalid_request_error");
        }

        string?[] given = body.Text("input") is { } one
            ? [one]
            : [.. body.Items("input").Select(static input => input.ValueKind == JsonValueKind.String ? input.GetString() : null)];
        string[] inputs = [.. given.OfType<string>()];
        if (inputs.Length != given.Length || inputs.Length is 0 or > MostInputs || inputs.Any(string.IsNullOrEmpty))
        {
            return OpenAIErrors.Error(400, "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.", "invalid_request_error");
        }

        int dimensions = body.Has("dimensions", JsonValueKind.Number) ? body.GetProperty("dimensions").GetInt32() : UsualDimensions;
        bool base64 = body.Text("encoding_format") == "base64";
        long tokens = inputs.Sum(static input => (input.Length + 3L) / 4);
        if (tokens > MostTokens)
        {
            return OpenAIErrors.Error(
                400, $"Requested {tokens} tokens, max {MostTokens} tokens per request", "max_tokens_per_request",
                code: "max_tokens_per_request");
        }

        return new(200, SimulatorJson.Object(json =>
        {
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            for (int i = 0; i < inputs.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("object", "embedding");
                json.WriteNumber("index", i);
                Write(json, Vector(inputs[i], dimensions), base64);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model", body.Text("model"));
            json.WriteObject("usage", usage =>
            {
                usage.WriteNumber("prompt_tokens", tokens);
                usage.WriteNumber("total_tokens", tokens);
            });
        }), "application/json");
    }

    private static void Write(Utf8JsonWriter json, float[] vector, bool base64)
    {
        if (base64)
        {
            json.WriteBase64String("embedding", MemoryMarshal.AsBytes(vector.AsSpan()));
            return;
        }

        json.WriteStartArray("embedding");
        foreach (float value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static float[] Vector(string text, int dimensions)
    {
        float[] vector = new float[dimensions];
        for (int i = 0; i < text.Length; i++)
        {
            vector[(text[i] + i) % dimensions] += 1 + (text[i] % 7);
        }

        float length = MathF.Sqrt(vector.Sum(static value => value * value));
        for (int i = 0; i < dimensions; i++)
        {
            vector[i] /= length;
        }

        return vector;
    }
}
