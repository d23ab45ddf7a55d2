using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>thinkingConfig</c>. Models from Gemini 3 on take a level, earlier ones a budget in tokens; they refuse the other, or answer worse
/// with it.
/// </summary>
/// <param name="Level">The level; null where a budget or nothing is sent.</param>
/// <param name="Budget">The budget in tokens; the numbers are those that Google's own OpenAI endpoint maps efforts to.</param>
/// <param name="IncludeThoughts">Whether summaries of the thoughts come back; null for the provider's default, which is no.</param>
internal readonly record struct GeminiThinking(string? Level, int? Budget, bool? IncludeThoughts)
{
    private const int LowBudget = 1024;
    private const int MediumBudget = 8192;
    private const int HighBudget = 24576;
    private const int ProMinimumBudget = 128;
    private const int ProMaximumBudget = 32768;

    public bool IsEmpty => Level is null && Budget is null && IncludeThoughts is null;

    public static GeminiThinking From(ReasoningOptions? reasoning, ChatCall call)
    {
        int? budget = ProviderExtras.ThinkingBudget(call.Options);
        if (reasoning is null && budget is null)
        {
            return default;
        }

        double? generation = GeminiModel.Generation(call.ModelId);
        if (generation < 2.5)
        {
            call.Notes.Add($"Reasoning was not sent: {call.ModelId} does not think.");
            return default;
        }

        bool pro = GeminiModel.IsPro(call.ModelId);
        bool? include = reasoning?.Output is { } output ? output != ReasoningOutput.None : null;
        if (budget is not null && generation is not >= 3)
        {
            return new GeminiThinking(null, budget, include);
        }

        if (budget is not null)
        {
            call.Notes.Add($"ThinkingBudget was not sent: {call.ModelId} takes Reasoning.Effort.");
        }

        return reasoning?.Effort is not { } effort ? new GeminiThinking(null, null, include)
            : generation >= 3 ? new GeminiThinking(call.Effort ?? LevelOf(effort, pro, call.Notes), null, include)
            : new GeminiThinking(null, BudgetOf(effort, pro, call.Notes), include);
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (IncludeThoughts is { } include)
        {
            writer.WriteBoolean(GeminiNames.IncludeThoughts, include);
        }

        if (Level is not null)
        {
            writer.WriteString(GeminiNames.ThinkingLevel, Level);
        }
        else if (Budget is { } budget)
        {
            writer.WriteNumber(GeminiNames.ThinkingBudget, budget);
        }

        writer.WriteEndObject();
    }

    private static string LevelOf(ReasoningEffort effort, bool pro, CallNotes notes)
    {
        // Pro models cannot stop thinking, and have no level below low.
        GeminiWords.ThinkingLevels.TryWrite(effort == ReasoningEffort.None && pro ? ReasoningEffort.Low : effort, out JsonEncodedText word);
        string level = word.Value;
        if (effort is ReasoningEffort.None or ReasoningEffort.ExtraHigh)
        {
            notes.Add($"Reasoning effort {effort} was sent as thinkingLevel {level}, the nearest that the model has.");
        }

        return level;
    }

    private static int BudgetOf(ReasoningEffort effort, bool pro, CallNotes notes)
    {
        if (effort == ReasoningEffort.None && pro)
        {
            notes.Add($"Reasoning effort None was sent as thinkingBudget {ProMinimumBudget}: Pro models cannot stop thinking.");
        }

        return effort switch
        {
            ReasoningEffort.None => pro ? ProMinimumBudget : 0,
            ReasoningEffort.Low => LowBudget,
            ReasoningEffort.Medium => MediumBudget,
            ReasoningEffort.High => HighBudget,
            _ => pro ? ProMaximumBudget : HighBudget,
        };
    }
}
