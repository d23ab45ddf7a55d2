using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Ollama;

/// <summary>Embeds a text as a vector of length one that depends only on the text.</summary>
internal static class OllamaEmbedder
{
    private const int UsualDimensions = 384;

    public static WireAnswer Answer(JsonElement body, IReadOnlyList<string> models)
    {
        if (body.Text("model") is not { Length: > 0 } model)
        {
            return OllamaErrors.Error(400, "model is required");
        }

        if (models.Count > 0 && !models.Contains(model))
        {
            return OllamaErrors.NotFound(model);
        }

        if (body.Text("input") is null && !body.Has("input", JsonValueKind.Array))
        {
            return OllamaErrors.Error(400, "invalid input type");
        }

        if (body.Items("input").Any(static input => input.ValueKind != JsonValueKind.String))
        {
            return OllamaErrors.Error(400, "invalid input type");
        }

        string[] inputs = body.Text("input") is { } single
            ? [single]
            : [.. body.Items("input").Select(static input => input.GetString() ?? string.Empty)];
        int dimensions = body.Has("dimensions", JsonValueKind.Number) ? body.GetProperty("dimensions").GetInt32() : UsualDimensions;
        return new(200, SimulatorJson.Object(json =>
        {
            json.WriteString("model", model);
            json.WriteStartArray("embeddings");
            foreach (string input in inputs)
            {
                json.WriteStartArray();
                foreach (float number in Embed(input, dimensions))
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteNumber("total_duration", 14_143_917);
            json.WriteNumber("load_duration", 1_019_500);
            json.WriteNumber("prompt_eval_count", inputs.Sum(TokenCount.OfText));
        }), OllamaErrors.ContentType);
    }

    private static float[] Embed(string text, int dimensions)
    {
        float[] vector = new float[dimensions];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        double squares = 0;
        for (int i = 0; i < dimensions; i++)
        {
            if (i > 0 && i % hash.Length == 0)
            {
                hash = SHA256.HashData(hash);
            }

            vector[i] = hash[i % hash.Length] - 127.5f;
            squares += vector[i] * vector[i];
        }

        for (int i = 0; i < dimensions; i++)
        {
            vector[i] = (float)(vector[i] / Math.Sqrt(squares));
        }

        return vector;
    }
}
