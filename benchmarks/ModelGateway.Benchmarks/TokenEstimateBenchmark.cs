using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;
using ModelGateway.Tokens;

namespace ModelGateway.Benchmarks;

/// <summary>What does an estimate of a request's tokens cost beside counting them exactly?</summary>
[MemoryDiagnoser]
public class TokenEstimateBenchmark
{
    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private List<ChatMessage> _messages = [];

    /// <summary>How many messages the conversation has.</summary>
    [Params(1, 60)]
    public int Messages { get; set; }

    /// <summary>Writes the conversation: a question, or turns of 60 to 600 characters of prose, code and JSON.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _messages = [];
        for (int i = 0; i < Messages; i++)
        {
            StringBuilder text = new("What does the build say about the failing test, and what would you try first?");
            for (int j = 0; Messages > 1 && j < i % 7; j++)
            {
                text.Append(j % 3 == 0
                    ? " The log mentions a timeout in the database pool after 30 seconds; nothing else changed since yesterday."
                    : j % 3 == 1
                        ? "\n    if (order.Lines.Count > 0 && !order.IsCancelled) { total += order.Lines.Sum(line => line.Price * line.Quantity); }"
                    : " {\"id\":48213,\"status\":\"failed\",\"tags\":[\"nightly\",\"linux\"],\"duration\":42.5}");
            }

            _messages.Add(new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, text.ToString()));
        }
    }

    /// <summary>The exact count.</summary>
    [Benchmark(Baseline = true)]
    public long Tokenizer()
    {
        long tokens = 0;
        foreach (ChatMessage message in _messages)
        {
            tokens += _tokenizer.CountTokens(message.Text);
        }

        return tokens;
    }

    /// <summary>The estimate for one family.</summary>
    [Benchmark]
    public long Estimate() => new InputEstimator(_messages, null, TokenCounters.None).Estimate(TokenizerFamilies.O200K).High;

    /// <summary>The estimates for four families: the input is read once.</summary>
    [Benchmark]
    public long EstimateFourFamilies()
    {
        InputEstimator input = new(_messages, null, TokenCounters.None);
        return input.Estimate(TokenizerFamilies.O200K).High + input.Estimate(TokenizerFamilies.Claude).High
            + input.Estimate(TokenizerFamilies.Gemini).High
            + input.Estimate(TokenizerFamilies.Llama).High;
    }
}
