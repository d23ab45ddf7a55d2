using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Gathers usage. A stream reports it twice: what <c>message_delta</c> says is cumulative and replaces what <c>message_start</c> said.
/// Anthropic's input tokens exclude the cached ones; the sum here includes them.
/// </summary>
internal sealed class AnthropicUsageReader
{
    private long _input;
    private long _cacheWrite;
    private long _cacheWrite5Minutes;
    private long _cacheWrite1Hour;
    private long _cacheRead;
    private long _output;
    private long _webSearches;
    private long _webFetches;
    private long _codeExecutions;
    private long? _thinking;
    private AnthropicIterations? _iterations;
    private bool _hasAny;

    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        _hasAny = true;
        while (JsonFields.NextProperty(ref reader))
        {
            if (!TryReadCount(ref reader, AnthropicNames.InputTokens, ref _input)
                && !TryReadCount(ref reader, AnthropicNames.OutputTokens, ref _output)
                && !TryReadCount(ref reader, AnthropicNames.CacheReadInputTokens, ref _cacheRead)
                && !TryReadCount(ref reader, AnthropicNames.CacheCreationInputTokens, ref _cacheWrite)
                && !TryReadCount(ref reader, AnthropicNames.Ephemeral5mInputTokens, ref _cacheWrite5Minutes)
                && !TryReadCount(ref reader, AnthropicNames.Ephemeral1hInputTokens, ref _cacheWrite1Hour)
                && !TryReadCount(ref reader, AnthropicNames.WebSearchRequests, ref _webSearches)
                && !TryReadCount(ref reader, AnthropicNames.WebFetchRequests, ref _webFetches)
                && !TryReadCount(ref reader, AnthropicNames.CodeExecutionRequests, ref _codeExecutions))
            {
                ReadOther(ref reader);
            }
        }
    }

    /// <summary>The usage; null where none was reported.</summary>
    public UsageDetails? Create()
    {
        if (!_hasAny)
        {
            return null;
        }

        long input = checked(_input + _cacheWrite + _cacheRead);
        UsageDetails usage = _iterations is { Passes.Count: > 0 } ? new CompoundUsageDetails(_iterations.Passes) : new UsageDetails();
        usage.InputTokenCount = input;
        usage.OutputTokenCount = _output;
        usage.TotalTokenCount = checked(input + _output);
        usage.CachedInputTokenCount = _cacheRead;
        usage.ReasoningTokenCount = _thinking;
        AddCacheWrites(usage);
        Add(usage, UsageCounts.WebSearches, _webSearches);
        Add(usage, UsageCounts.WebFetches, _webFetches);
        Add(usage, UsageCounts.CodeExecutions, _codeExecutions);
        _iterations?.AddTo(usage);
        return usage;
    }

    private void AddCacheWrites(UsageDetails usage)
    {
        Add(usage, UsageCounts.CacheWrite, _cacheWrite);
        if (_cacheWrite5Minutes + _cacheWrite1Hour == _cacheWrite)
        {
            Add(usage, UsageCounts.CacheWrite5Minutes, _cacheWrite5Minutes);
            Add(usage, UsageCounts.CacheWrite1Hour, _cacheWrite1Hour);
        }
    }

    internal static bool TryReadCount(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref long count)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
        {
            count = Math.Max(0, reader.GetInt64());
        }

        return true;
    }

    internal static void Add(UsageDetails usage, string name, long count)
    {
        if (count > 0)
        {
            (usage.AdditionalCounts ??= [])[name] = count;
        }
    }

    private void ReadOther(ref Utf8JsonReader reader)
    {
        bool isNested = reader.ValueTextEquals(AnthropicNames.CacheCreation) || reader.ValueTextEquals(AnthropicNames.ServerToolUse);
        bool isDetails = reader.ValueTextEquals(AnthropicNames.OutputTokensDetails);
        bool isIterations = reader.ValueTextEquals(AnthropicNames.Iterations);
        reader.Read();
        if (isNested && reader.TokenType == JsonTokenType.StartObject)
        {
            Read(ref reader);
        }
        else if (isDetails && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadDetails(ref reader);
        }
        else if (isIterations && reader.TokenType == JsonTokenType.StartArray)
        {
            _iterations = AnthropicIterations.Read(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadDetails(ref Utf8JsonReader reader)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            long thinking = _thinking ?? 0;
            if (TryReadCount(ref reader, AnthropicNames.ThinkingTokens, ref thinking))
            {
                _thinking = thinking;
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }
    }
}
