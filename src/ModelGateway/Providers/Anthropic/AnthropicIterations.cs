using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;

namespace ModelGateway.Providers.Anthropic;

/// <summary>The passes that <c>usage.iterations</c> lists beside the message's own: the top-level counts leave these out, the bill does not.</summary>
internal sealed class AnthropicIterations
{
    private Pass _advisor;
    private Pass _compaction;

    public static AnthropicIterations Read(ref Utf8JsonReader reader)
    {
        AnthropicIterations iterations = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? type = AnthropicJson.PeekString(reader, "type"u8);
            Pass pass = Pass.Read(ref reader);
            if (type == "advisor_message")
            {
                iterations._advisor.Add(pass);
            }
            else if (type == "compaction")
            {
                iterations._compaction.Add(pass);
            }
        }

        return iterations;
    }

    public void AddTo(UsageDetails usage)
    {
        AnthropicUsageReader.Add(usage, UsageCounts.AdvisorInput, _advisor.TotalInput);
        AnthropicUsageReader.Add(usage, UsageCounts.AdvisorCacheRead, _advisor.CacheRead);
        AnthropicUsageReader.Add(usage, UsageCounts.AdvisorCacheWrite, _advisor.CacheWrite);
        AnthropicUsageReader.Add(usage, UsageCounts.AdvisorOutput, _advisor.Output);
        AnthropicUsageReader.Add(usage, UsageCounts.CompactionInput, _compaction.TotalInput);
        AnthropicUsageReader.Add(usage, UsageCounts.CompactionCacheRead, _compaction.CacheRead);
        AnthropicUsageReader.Add(usage, UsageCounts.CompactionCacheWrite, _compaction.CacheWrite);
        AnthropicUsageReader.Add(usage, UsageCounts.CompactionOutput, _compaction.Output);
    }

    private struct Pass
    {
        private long _input;
        private long _cacheRead;
        private long _cacheWrite;
        private long _output;

        public readonly long TotalInput => checked(_input + _cacheRead + _cacheWrite);

        public readonly long CacheRead => _cacheRead;

        public readonly long CacheWrite => _cacheWrite;

        public readonly long Output => _output;

        public static Pass Read(ref Utf8JsonReader reader)
        {
            Pass pass = default;
            while (AnthropicJson.NextProperty(ref reader))
            {
                if (!AnthropicUsageReader.TryReadCount(ref reader, "input_tokens"u8, ref pass._input)
                    && !AnthropicUsageReader.TryReadCount(ref reader, "output_tokens"u8, ref pass._output)
                    && !AnthropicUsageReader.TryReadCount(ref reader, "cache_read_input_tokens"u8, ref pass._cacheRead)
                    && !AnthropicUsageReader.TryReadCount(ref reader, "cache_creation_input_tokens"u8, ref pass._cacheWrite))
                {
                    AnthropicJson.SkipValue(ref reader);
                }
            }

            return pass;
        }

        public void Add(Pass other)
        {
            _input += other._input;
            _cacheRead += other._cacheRead;
            _cacheWrite += other._cacheWrite;
            _output += other._output;
        }
    }
}
