using System.Text;
using System.Text.Json;
using ModelGateway.Protocols.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// Recorded answers, errors, embeddings and lists of models with something of them changed: the outcome is an answer or a failure that has
/// a type and a kind. Whole where the sweep is whole, else a sample that changes every day.
/// </summary>
public sealed class MutationTests
{
    private const int Mutations = 40_000;

    /// <summary>A value of each kind, and those that readers stumble over.</summary>
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "0", "-1", "1.5", "99999999999999999999", "1e999", "-1e-999", "\"\"", "\"text\"", "\"\\ud800\"", "\"\\udc00x\"",
            "[]", "{}", "[null]", "[{}]", "[[]]", "{\"\\ud800\":1}", "{\"type\":null}", "[\"\\ud800\"]", "\"https://\\ud800\"",
            "\"data:;base64,\\ud800\"",
        }.Select(static value => Encoding.UTF8.GetBytes(value)),
        [(byte)'"', 0xC3, 0x28, (byte)'"'],
        [(byte)'[', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)']'],
        [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
        [(byte)'"', 0xFF, (byte)'"'],
    ];

    public static TheoryData<string> Recordings { get; } = [.. RecordingMap.All.Select(static map => map.Recording)];

    [Theory, MemberData(nameof(Recordings))]
    public async Task ChangedBytes_GiveAnAnswerOrATypedFailure(string recording)
    {
        RecordedAnswer[] answers = [.. RecordedAnswer.All(recording).Where(static answer => answer.Documents.Count > 0)];
        int count = Mutations / Recordings.Count / (Tiers.IsFull ? 1 : 40);
        HashSet<string> wrong = [];
        Random random = new(Tiers.Seed + recording.Length);
        for (int number = 0; number < count; number++)
        {
            RecordedAnswer answer = answers[random.Next(answers.Length)];
            int document = random.Next(answer.Documents.Count);
            byte[] mutated = Mutate(answer.Document(document), random);
            if (await answer.ReadAsync(answer.With(document, mutated)) is { } fault)
            {
                wrong.Add(fault);
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>Each field of the recordings, by its path, with a value of each kind in its place.</summary>
    [Theory, MemberData(nameof(Recordings))]
    public async Task ChangedFields_GiveAnAnswerOrATypedFailure(string recording)
    {
        HashSet<string> seen = [];
        HashSet<string> wrong = [];
        int number = Tiers.Seed;
        int fields = 0;
        foreach (RecordedAnswer answer in RecordedAnswer.All(recording))
        {
            for (int document = 0; document < answer.Documents.Count; document++)
            {
                foreach ((string path, int start, int length) in Fields(answer.Document(document).ToArray())
                    .Where(field => seen.Add(field.Path)))
                {
                    fields++;
                    byte[] json = answer.Document(document).ToArray();
                    foreach (byte[] value in Values.Where(_ => Tiers.IsFull || number++ % 10 == 0))
                    {
                        byte[] body = answer.With(document, [.. json.AsSpan(0, start), .. value, .. json.AsSpan(start + length)]);
                        if (await answer.ReadAsync(body) is { } fault)
                        {
                            wrong.Add($"{path}={Encoding.UTF8.GetString(value)}: {fault}");
                        }
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(fields > 10, "The recording's fields were not found.");
    }

    private static byte[] Mutate(ReadOnlySpan<byte> json, Random random)
    {
        List<byte> bytes = [.. json];
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 4; change--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(at, [0xC3, 0x28]); break;
                case 4: bytes.InsertRange(at, "\\ud800"u8.ToArray()); break;
                case 5: bytes.InsertRange(at, Values[random.Next(Values.Length)]); break;
                case 6: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes[at] = (byte)random.Next(256); break;
            }
        }

        return [.. bytes];
    }

    // The values within a document; elements of a list have one path, as they are alike.
    private static List<(string Path, int Start, int Length)> Fields(byte[] json)
    {
        List<(string Path, int Start, int Length)> fields = [];
        Utf8JsonReader reader = new(json, WireJson.Options);
        reader.Read();
        Add(ref reader, "$", fields);
        return fields;
    }

    private static void Add(ref Utf8JsonReader reader, string path, List<(string Path, int Start, int Length)> fields)
    {
        Utf8JsonReader whole = reader;
        whole.Skip();
        fields.Add((path, (int)reader.TokenStartIndex, (int)(whole.BytesConsumed - reader.TokenStartIndex)));
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                Add(ref reader, $"{path}.{name}", fields);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Add(ref reader, path + "[]", fields);
            }
        }
    }
}
