namespace ModelGateway.Testing.Scripted;

/// <summary>The script of a client: the steps that are left, and the one that is repeated after them.</summary>
internal sealed class ScriptedSteps
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ScriptedStep> _steps = [];
    private ScriptedStep? _last;
    private ScriptedStep? _repeated;

    public void Add(ScriptedStep step)
    {
        lock (_lock)
        {
            _steps.AddLast(step);
            _last = step;
            _repeated = null;
        }
    }

    public void RepeatLast()
    {
        lock (_lock)
        {
            _repeated = _last ?? throw new InvalidOperationException("Nothing has been scripted that could be repeated.");
            _steps.Remove(_repeated);
        }
    }

    /// <summary>Takes the next step; null where the script has ended.</summary>
    public ScriptedStep? Take()
    {
        lock (_lock)
        {
            if (_steps.First is { } next)
            {
                _steps.RemoveFirst();
                return next.Value;
            }

            return _repeated;
        }
    }
}
