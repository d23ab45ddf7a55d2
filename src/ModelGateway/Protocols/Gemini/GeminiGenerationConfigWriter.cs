using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>generationConfig</c>: sampling, limits, output format and thinking. An additional property of that name is merged into it: Gemini
/// keeps most of its options there (<c>responseModalities</c>, <c>imageConfig</c>, <c>candidateCount</c>).
/// </summary>
internal ref struct GeminiGenerationConfigWriter
{
    public const string Name = "generationConfig";

    private readonly Utf8JsonWriter _writer;
    private readonly ChatCall _call;
    private readonly AdditionalPropertiesDictionary? _extras;
    private readonly object? _extra;
    private readonly HashSet<string>? _written;
    private bool _open;

    public GeminiGenerationConfigWriter(Utf8JsonWriter writer, ChatCall call)
    {
        _writer = writer;
        _call = call;
        _extras = call.Options?.AdditionalProperties is { Count: > 0 } extras ? extras : null;
        _extra = _extras is not null && _extras.TryGetValue(Name, out object? extra) ? extra : null;
        _written = _extras is null ? null : [];
    }

    /// <summary>Whether the name is that of one of its fields, rather than of the request's.</summary>
    public static bool IsOption(string name) => name is "thinkingConfig" or "responseModalities" or "speechConfig" or "imageConfig"
        or "mediaResolution" or "candidateCount" or "responseLogprobs" or "logprobs" or "responseMimeType" or "responseSchema"
        or "responseJsonSchema" or "enableEnhancedCivicAnswers" or "audioTimestamp" or "enableAffectiveDialog" or "routingConfig"
        or "modelSelectionConfig";

    public void Write()
    {
        if (_call.MaxOutputTokens is { } limit)
        {
            Property(GeminiNames.MaxOutputTokens);
            _writer.WriteNumberValue(limit);
        }

        if (_call.Options is { } options)
        {
            WriteSampling(options);
            WriteFormat(options.ResponseFormat);
            if (GeminiThinking.From(options.Reasoning, _call) is { IsEmpty: false } thinking)
            {
                Property(GeminiNames.ThinkingConfig);
                thinking.Write(_writer);
            }
        }

        WriteOptions();
        WriteExtra();
        if (_open)
        {
            _writer.WriteEndObject();
        }
    }

    private void WriteSampling(ChatOptions options)
    {
        Number(GeminiNames.Temperature, options.Temperature);
        Number(GeminiNames.TopP, options.TopP);
        Number(GeminiNames.PresencePenalty, options.PresencePenalty);
        Number(GeminiNames.FrequencyPenalty, options.FrequencyPenalty);
        if (options.TopK is { } topK)
        {
            Property(GeminiNames.TopK);
            _writer.WriteNumberValue(topK);
        }

        if (options.Seed is { } seed)
        {
            if (seed is < int.MinValue or > int.MaxValue)
            {
                _call.Notes.Add("Seed was not sent: Gemini takes 32-bit seeds only.");
            }
            else
            {
                Property(GeminiNames.Seed);
                _writer.WriteNumberValue(seed);
            }
        }

        StopSequences stops = new(_call, GeminiNames.Service, most: 5);
        if (stops.Any)
        {
            Property(GeminiNames.StopSequences);
            stops.Write(_writer);
        }
    }

    private void WriteFormat(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return;
        }

        Property(GeminiNames.ResponseMimeType);
        _writer.WriteStringValue("application/json"u8);
        if (json.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            // responseSchema accepts a subset of OpenAPI only and refuses other keywords of JSON Schema ($schema, additionalProperties,
            // $ref).
            Property(GeminiNames.ResponseJsonSchema);
            _writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }
    }

    // Options of generationConfig that the caller set directly among the additional properties.
    private void WriteOptions()
    {
        if (_extras is null)
        {
            return;
        }

        foreach ((string name, object? value) in _extras)
        {
            if (!IsOption(name))
            {
                continue;
            }

            if (_written!.Contains(name))
            {
                _call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request already has this field.");
            }
            else if (GeminiRequestWriter.IsJson(value))
            {
                Property(Encoding.UTF8.GetBytes(name));
                ToolArguments.WriteValue(_writer, value);
            }
            else
            {
                _call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: a {value!.GetType().Name} is no JSON.");
            }
        }
    }

    private void WriteExtra()
    {
        if (_extra is null)
        {
            return;
        }

        JsonElement extra = GeminiRequestWriter.ReadExtra(_extra);
        if (extra.ValueKind != JsonValueKind.Object)
        {
            _call.Notes.Add("AdditionalProperties[\"generationConfig\"] was not sent: it is no JSON object.");
            return;
        }

        foreach (JsonProperty property in extra.EnumerateObject())
        {
            if (_written!.Contains(property.Name))
            {
                _call.Notes.Add(
                    $"generationConfig.{property.Name} of AdditionalProperties was not sent: the request already has this field.");
                continue;
            }

            Property(Encoding.UTF8.GetBytes(property.Name));
            property.Value.WriteTo(_writer);
        }
    }

    private void Number(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            Property(name);
            _writer.WriteNumberValue(number);
        }
    }

    private void Property(ReadOnlySpan<byte> name)
    {
        if (!_open)
        {
            _writer.WriteStartObject(GeminiNames.GenerationConfig);
            _open = true;
        }

        _writer.WritePropertyName(name);
        _written?.Add(Encoding.UTF8.GetString(name));
    }
}
