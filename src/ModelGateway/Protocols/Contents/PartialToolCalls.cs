using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>Assembles tool calls from their parts, and shows the parts where the caller asked for them.</summary>
internal sealed class PartialToolCalls(ChatCall call, bool streaming, string? protocol = null)
{
    // More than any model calls at once, and few enough that finding the call of a part takes no time.
    private const int MostOpen = 4096;

    // More than any service takes as the name of a function.
    private const int LongestName = 1024;

    private readonly List<PartialToolCall> _calls = [];
    private int _completed;

    /// <summary>The call that began last; null before the first.</summary>
    public PartialToolCall? Last => _calls.Count > 0 ? _calls[^1] : null;

    /// <summary>Whether there are calls, and the arguments of each are a whole JSON object.</summary>
    public bool AreWhole => _calls.Count > 0
        && _calls.TrueForAll(static call => ToolArguments.CreateCall("", "", call.Arguments.WrittenSpan) is { Arguments: not null });

    /// <summary>Throws where the answer begins more calls than the limit.</summary>
    /// <param name="open">The number of calls that are not complete yet.</param>
    public static void CheckCount(int open)
    {
        if (open >= MostOpen)
        {
            throw new JsonException($"It begins more than {MostOpen} tool calls at once.");
        }
    }

    public PartialToolCall Begin(int? index, string? id, string? name)
    {
        CheckCount(_calls.Count);
        PartialToolCall begun = new(call) { Index = index };
        _calls.Add(begun);
        Name(begun, id, name);
        return begun;
    }

    /// <summary>
    /// Finds the call that a part belongs to, or begins one: the last call of the same index, unless the part has another id, because some
    /// servers number every call 0. Without an index, an id or a name begins a call.
    /// </summary>
    public PartialToolCall Find(int? index, string? id, string? name)
    {
        bool hasId = !string.IsNullOrEmpty(id);
        for (int i = _calls.Count - 1; i >= 0; i--)
        {
            PartialToolCall candidate = _calls[i];
            bool sameId = !hasId || candidate.Id is null || string.Equals(candidate.Id, id, StringComparison.Ordinal);
            bool belongs = index is not null ? candidate.Index == index && sameId && (hasId || TakesName(candidate, name))
                : hasId ? candidate.Id is not null && sameId
                : string.IsNullOrEmpty(name);
            if (belongs)
            {
                Name(candidate, id, name);
                return candidate;
            }
        }

        return Begin(index, id, name);
    }

    /// <summary>
    /// Continues the call that began last, or begins one where the part has an id, or a name that is no piece of the last.
    /// </summary>
    public PartialToolCall Follow(string? id, string? name)
    {
        bool continues = string.IsNullOrEmpty(id)
            && (string.IsNullOrEmpty(name) || (Last is { Id: not null } last && TakesName(last, name)));
        if (!continues)
        {
            return Begin(null, id, name);
        }

        PartialToolCall continued = Last ?? throw new JsonException("A part of a tool call belongs to none.");
        Name(continued, id, name);
        return continued;
    }

    /// <summary>Appends the string that the reader stands on to a call's arguments.</summary>
    public static void Append(PartialToolCall to, ref Utf8JsonReader reader) => to.Pieces.AppendTo(to.Arguments, ref reader);

    public static void Append(PartialToolCall to, ReadOnlySpan<byte> json) => to.Arguments.Write(json);

    /// <summary>Appends the arguments that the caller has not seen yet, where it asked to see parts.</summary>
    public void Show(PartialToolCall part, ref List<AIContent>? contents)
    {
        if (!streaming || !call.StreamToolCallDeltas || part.Name is null
            || (part.ShownCount == part.Arguments.WrittenCount && part.ShownName == part.Name))
        {
            return;
        }

        // The whole call must have the id under which its parts were shown, even if the provider's id arrives later.
        part.ShownId ??= part.Id ?? ToolCallIds.Mint(call.AttemptId, _completed + _calls.IndexOf(part));
        string delta = Encoding.UTF8.GetString(part.Arguments.WrittenSpan[part.ShownCount..]);
        part.ShownCount = part.Arguments.WrittenCount;
        part.ShownName = part.Name;
        (contents ??= new(1)).Add(new ToolCallDeltaContent(part.ShownId, part.Name, delta));
    }

    /// <summary>Appends the calls, which are complete now. Each is appended once.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        foreach (PartialToolCall whole in _calls)
        {
            if (whole.Pieces.Take() is { } left)
            {
                whole.Arguments.Write(Encoding.UTF8.GetBytes(left));
            }

            string id = whole.ShownId ?? whole.Id ?? ToolCallIds.Mint(call.AttemptId, _completed);
            FunctionCallContent created = ToolArguments.CreateCall(id, whole.Name ?? "", whole.Arguments.WrittenSpan);
            if (protocol is not null && whole.Signature is { } signature)
            {
                ContentOrigin.SetSignature(created, protocol, signature);
            }

            (contents ??= new(_calls.Count)).Add(created);
            whole.Arguments.Dispose();
            _completed++;
        }

        _calls.Clear();
    }

    // Whether a part without an id may belong to a call. Where no call has an id, another name means another call, because some servers
    // number every call 0. Where the call has one, another name continues its own, until its arguments begin.
    private static bool TakesName(PartialToolCall candidate, string? name) =>
        string.IsNullOrEmpty(name) || string.IsNullOrEmpty(candidate.Name)
        || string.Equals(candidate.Name, name, StringComparison.Ordinal)
        || (candidate.Id is not null && candidate.Arguments.WrittenCount == 0);

    // A name may come whole, repeated with every part, in pieces, or longer with every part.
    private static void Name(PartialToolCall part, string? id, string? name)
    {
        bool isSame = part.Id is not null && (string.IsNullOrEmpty(id) || id == part.Id);
        bool continues = isSame && part.Arguments.WrittenCount == 0;
        part.Id ??= string.IsNullOrEmpty(id) ? null : id;
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        part.Name = part.Name is not { } known ? name
            : !continues || known == name ? known
            : name.StartsWith(known, StringComparison.Ordinal) ? name
            : known.Length < LongestName ? known + name
            : throw new JsonException($"A tool's name in pieces has more than {LongestName} characters.");
    }
}
