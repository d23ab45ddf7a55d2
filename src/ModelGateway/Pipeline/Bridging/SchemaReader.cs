using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Bridging;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Schemas;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>Reads the answer by schema out of what a model sent, and checks it.</summary>
/// <param name="attempt">The attempt.</param>
/// <param name="repairs">The answers to the request that did not fit.</param>
/// <param name="format">The format that the caller asked for.</param>
/// <param name="root">The schema.</param>
/// <param name="function">The function whose arguments are the answer; null where it is asked for in words.</param>
internal sealed class SchemaReader(Attempt attempt, SchemaRepairs repairs, ChatResponseFormatJson format, SchemaRoot root, string? function)
{
    private const int MostFaultsTold = 3;

    public bool IsByTool => function is not null;

    /// <summary>Whether the arguments, as the model writes them, are the answer.</summary>
    public bool ArgumentsAreAnswer => function is not null && !root.IsWrapped;

    // An unfit answer in words is always asked for again; one by a function only if the route also allows words.
    private bool Repairs => !IsByTool || attempt.Request.Route.Rules.Bridges.HasFlag(Bridges.SchemaByPrompt);

    public bool IsAnswer(string functionName) => functionName == function;

    /// <summary>The whole answer with the JSON that was asked for as its text; unfit if it is to be asked for again.</summary>
    public AttemptAnswer<ChatResponse> Read(ChatResponse response)
    {
        FunctionCallContent? answer = null;
        bool callsOthers = false;
        foreach (ChatMessage message in response.Messages)
        {
            foreach (AIContent content in message.Contents)
            {
                if (content is FunctionCallContent call && IsAnswer(call.Name))
                {
                    answer ??= call;
                }
                else
                {
                    callsOthers |= content is FunctionCallContent { InformationalOnly: false };
                }
            }
        }

        if (answer is not null)
        {
            string text = Parse(answer, out IReadOnlyList<SchemaFault> faults);
            if (faults.Count > 0)
            {
                if (Repairs && !callsOthers && response.FinishReason != ChatFinishReason.Length)
                {
                    return Unfit(text, faults);
                }

                NoteUnfit("the answer", faults);
            }

            return BridgedResponse.FromCall(response, answer, text, callsOthers, this);
        }

        // A turn that calls the caller's functions has no answer yet.
        return callsOthers ? response : ReadText(response);
    }

    /// <summary>
    /// The JSON that a call of the function gives; empty where its arguments cannot be read. If it does not fit, that is noted.
    /// </summary>
    public string Text(FunctionCallContent call)
    {
        string text = Parse(call, out IReadOnlyList<SchemaFault> faults);
        if (faults.Count > 0)
        {
            NoteUnfit("the answer", faults);
        }

        return text;
    }

    /// <summary>
    /// The JSON of an answer in words: what fits, or what nothing certain speaks against; null where there is neither.
    /// </summary>
    public string? Text(string answer, out IReadOnlyList<SchemaFault> faults)
    {
        faults = [new SchemaFault("", "is not there: the answer holds no JSON object")];
        int longest = -1;
        string? unsure = null;
        foreach (JsonElement candidate in JsonInText.Find(answer))
        {
            SchemaVerdict verdict = root.Check(candidate, out JsonElement value);
            string text = value.GetRawText();
            if (verdict.Result == SchemaResult.Fits)
            {
                faults = [];
                return text;
            }

            if (verdict.Result == SchemaResult.CannotTell)
            {
                unsure ??= text;
            }
            else if (text.Length > longest)
            {
                longest = text.Length;
                faults = verdict.Faults;
            }
        }

        if (unsure is not null)
        {
            faults = [];
            NoteUnsure();
        }

        return unsure;
    }

    public void Note(string note) => attempt.Request.Receipt.Note($"{attempt.Deployment.Name}: {note}");

    /// <summary>
    /// Notes an answer that does not fit. Only the exception says where: that may include names out of the answer, which receipts do not
    /// hold.
    /// </summary>
    public void NoteUnfit(string answer, IReadOnlyList<SchemaFault> faults) =>
        Note($"{answer} does not fit the JSON schema ({(faults.Count == 1 ? "1 fault" : $"{faults.Count} faults")}).");

    private static string Tell(IReadOnlyList<SchemaFault> faults) =>
        string.Join("; ", faults.Take(MostFaultsTold))
        + (faults.Count > MostFaultsTold ? $"; and {faults.Count - MostFaultsTold} more" : "");

    private string Parse(FunctionCallContent call, out IReadOnlyList<SchemaFault> faults)
    {
        JsonElement value = default;
        faults = [new SchemaFault("", "cannot be read: the arguments are no JSON object")];
        if (SchemaFunction.Arguments(call) is { } arguments)
        {
            faults = Check(arguments, out value);
        }

        return value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();
    }

    private AttemptAnswer<ChatResponse> ReadText(ChatResponse response)
    {
        if (response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter)
        {
            // As with a provider's own structured output, the finish reason says that the answer is not complete.
            Note($"the answer ended before it was whole ({response.FinishReason}), and was not checked against the JSON schema.");
            return response;
        }

        string answer = response.Text;
        if (Text(answer, out IReadOnlyList<SchemaFault> faults) is { } json)
        {
            return answer == json ? response : BridgedResponse.WithText(response, json);
        }

        if (Repairs)
        {
            return Unfit(answer, faults);
        }

        NoteUnfit("the answer", faults);
        return response;
    }

    private IReadOnlyList<SchemaFault> Check(JsonElement answer, out JsonElement value)
    {
        SchemaVerdict verdict = root.Check(answer, out value);
        if (verdict.Result == SchemaResult.CannotTell)
        {
            NoteUnsure();
        }

        return verdict.Faults;
    }

    private void NoteUnsure() => Note(
        "the answer was accepted, though part of the JSON schema could not be applied: a pattern or a keyword that cannot be read here, "
        + "a reference to elsewhere, or a schema that is too deep.");

    private UnfitAnswer Unfit(string answer, IReadOnlyList<SchemaFault> faults)
    {
        string deployment = attempt.Deployment.Name;
        SchemaRepair repair = repairs.Add(attempt.Deployment, answer, faults);
        NoteUnfit($"answer {repair.Answers}", faults);
        string named = format.SchemaName is { } name ? $" '{name}'" : "";
        string times = repair.Answers == 1 ? "once" : $"{repair.Answers} times";
        SchemaMismatchException reason = new(
            $"{deployment} was asked {times}, and gave no answer that fits the JSON schema{named}: {Tell(faults)}.",
            deployment,
            [.. faults.Select(static fault => fault.ToString())],
            answer);
        return new UnfitAnswer(reason, AskAgain: repair.Answers <= attempt.Request.Route.MaxRepairs);
    }
}
