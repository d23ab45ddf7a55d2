using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ModelGateway.Requests;

/// <summary>
/// What a request's options say about which answers are right for it, as a text that is the same in every process. It lies among the
/// additional properties, so that a cache that hashes the options keeps apart the answers of different deployments, requirements and
/// callers. What changes only how an answer is fetched (clocks, attempts, observers) is not in it.
/// </summary>
/// <param name="request">The request's options.</param>
internal readonly struct AnswerKey(GatewayRequestOptions request)
{
    /// <summary>The text of options that leave the choice to the gateway.</summary>
    public const string Any = "any";

    public override string ToString()
    {
        bool isScoped = request.Scope is { } scope && !scope.Equals(GatewayScope.None);
        if (request is { Deployment: null, Require.Count: 0, Prefer.Count: 0, StreamToolCallDeltas: false } && !isScoped)
        {
            return Any;
        }

        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            writer.WriteStartObject();
            if (request.Deployment is { } deployment)
            {
                // As it is written: a server's models may differ only by case.
                writer.WriteString("deployment", deployment);
            }

            Write(writer, "require", request.Require);
            Write(writer, "prefer", request.Prefer);
            if (request.StreamToolCallDeltas)
            {
                writer.WriteBoolean("deltas", true);
            }

            if (isScoped)
            {
                // Hashed, so that a log of the options does not name the user.
                writer.WriteString("scope", Hash(request.Scope!));
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string value in values.Select(static value => value!.ToString()!).Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    // Over UTF-16, with lengths: no two scopes have one text.
    private static string Hash(GatewayScope scope)
    {
        StringBuilder text = new();
        Append(scope.Tenant);
        Append(scope.Team);
        Append(scope.User);
        foreach ((string name, string value) in scope.Tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal))
        {
            Append(name);
            Append(value);
        }

        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<char>(text.ToString())));

        void Append(string? value) => text.Append(value?.Length ?? -1).Append(':').Append(value);
    }
}
