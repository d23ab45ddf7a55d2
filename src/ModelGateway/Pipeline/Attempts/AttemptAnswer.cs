namespace ModelGateway.Pipeline.Attempts;

/// <summary>What an attempt came to that did not fail: an answer, or an answer that is not what was asked for.</summary>
/// <param name="Value">The answer; null where it is unfit.</param>
/// <param name="Unfit">Why the answer is not used; null for an answer that is.</param>
internal readonly record struct AttemptAnswer<TAnswer>(TAnswer? Value, UnfitAnswer? Unfit)
{
    public static implicit operator AttemptAnswer<TAnswer>(TAnswer value) => new(value, null);

    public static implicit operator AttemptAnswer<TAnswer>(UnfitAnswer unfit) => new(default, unfit);
}
