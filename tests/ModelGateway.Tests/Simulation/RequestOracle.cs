namespace ModelGateway.Tests.Simulation;

/// <summary>What must be true of every request when its script has ended.</summary>
internal static class RequestOracle
{
    public static void Check(GatewaySimulation simulation, SimulatedCaller caller, Action<string> fault)
    {
        if (caller.Closed is not [var receipt])
        {
            fault($"its receipt was closed {caller.Closed.Count} times");
            return;
        }

        CheckException(caller, receipt, fault);
        CheckText(simulation, caller, receipt, fault);
        CheckAttempts(simulation, caller, receipt, fault);
        CheckOutcome(caller, receipt, fault);
    }

    private static void CheckException(SimulatedCaller caller, GatewayReceipt receipt, Action<string> fault)
    {
        switch (caller.Exception)
        {
            case null:
                if (caller.Receipt is null ? caller.HasAll : !ReferenceEquals(caller.Receipt, receipt))
                {
                    fault("the answer's receipt is not the one that was closed");
                }

                break;
            case GatewayException exception when !ReferenceEquals(exception.Receipt, receipt):
                fault($"{exception.GetType().Name} does not carry the receipt");
                break;
            case GatewayException:
                break;
            case OperationCanceledException when caller.HasCancelled:
                break;
            default:
                fault($"threw {caller.Exception}");
                break;
        }
    }

    private static void CheckText(GatewaySimulation simulation, SimulatedCaller caller, GatewayReceipt receipt, Action<string> fault)
    {
        int number = caller.Script.Number;
        if (receipt.Deployment is not { } name)
        {
            if (caller.Text.Length > 0 || caller.ResponseIds.Count > 0 || caller.HasAll)
            {
                fault($"saw '{caller.Text}' though no deployment answered");
            }

            return;
        }

        SimulatedDeployment deployment = simulation.Deployments.Single(deployment => deployment.Name == name);
        SimulatedAnswer answer = simulation.Script.Answer(name, number);
        if (caller.ResponseIds.Any(id => id != deployment.ResponseId(number)))
        {
            fault($"saw updates of {string.Join(", ", caller.ResponseIds)} though {name} answered");
        }

        if (!answer.Text.StartsWith(caller.Text, StringComparison.Ordinal))
        {
            fault($"saw '{caller.Text}', which is no prefix of '{answer.Text}'");
        }

        if (caller.HasAll && (caller.Text != answer.Text || !answer.IsComplete))
        {
            fault($"saw '{caller.Text}' without an exception, but {name} says '{answer.Text}' and then {answer.Fault}");
        }
    }

    private static void CheckAttempts(GatewaySimulation simulation, SimulatedCaller caller, GatewayReceipt receipt, Action<string> fault)
    {
        string[] tried = [.. receipt.Attempts.Select(attempt => attempt.Deployment)];
        string[] called = [.. simulation.Calls.Where(call => call.Request == caller.Script.Number).Select(call => call.Deployment)];
        if (!tried.SequenceEqual(called) || tried.Distinct().Count() != tried.Length)
        {
            fault($"its receipt has {string.Join(", ", tried)}, but the calls were {string.Join(", ", called)}");
        }

        if (caller.Script.Deployment is { } pin && tried.Any(deployment => deployment != pin))
        {
            fault($"was pinned to {pin} and went to {string.Join(", ", tried)}");
        }

        if (receipt.Attempts.SkipLast(1).Any(attempt => attempt.Outcome != AttemptOutcome.Failed)
            || receipt.Attempts.Any(attempt => attempt.Outcome == AttemptOutcome.Failed != attempt.Failure is not null))
        {
            fault($"its attempts ended {string.Join(", ", receipt.Attempts.Select(attempt => attempt.Outcome))}");
        }

        AttemptReceipt[] booked = [.. simulation.Ledger.Where(entry => entry.RequestId == receipt.RequestId)
            .Select(entry => entry.Attempt)];
        if (!booked.SequenceEqual(receipt.Attempts)
            || booked.Sum(attempt => attempt.CostUsd ?? 0) != (receipt.CostUsd ?? booked.Sum(attempt => attempt.CostUsd ?? 0)))
        {
            fault("the ledger and the receipt do not agree");
        }

        foreach (AttemptReceipt attempt in receipt.Attempts)
        {
            CheckUsage(simulation.Script.Answer(attempt.Deployment, caller.Script.Number), attempt, fault);
        }
    }

    private static void CheckUsage(SimulatedAnswer answer, AttemptReceipt attempt, Action<string> fault)
    {
        if (attempt.Outcome == AttemptOutcome.Completed
            && (answer.ReportsUsage ? attempt.Usage != answer.Usage : !attempt.Usage.IsEstimated))
        {
            fault($"{attempt.Deployment} reported {answer.Usage} and {attempt.Usage} was booked");
        }
    }

    private static void CheckOutcome(SimulatedCaller caller, GatewayReceipt receipt, Action<string> fault)
    {
        AttemptOutcome? last = receipt.Attempts is [.., var attempt] ? attempt.Outcome : null;
        AttemptOutcome[] possible = caller switch
        {
            { HasAll: true } => [AttemptOutcome.Completed],
            { Exception: OperationCanceledException } => [AttemptOutcome.Cancelled],

            { Exception: not null } => [AttemptOutcome.Failed],

            // All of an answer without content is there before the caller sees the first of it.
            _ when caller.Text.Length == 0 && last == AttemptOutcome.Completed => [AttemptOutcome.Completed],

            // The total clock ends a stream that is not read.
            { Script.Behaviour: CallerBehaviour.Forgets } => [AttemptOutcome.Failed],
            _ => [AttemptOutcome.Abandoned],
        };
        if (!possible.Contains(receipt.Outcome))
        {
            fault($"ended {receipt.Outcome} where it saw {caller.Exception?.GetType().Name ?? (caller.HasAll ? "all" : "a part")}");
        }

        if (last == AttemptOutcome.Completed != receipt.Outcome is AttemptOutcome.Completed && caller.Text.Length > 0)
        {
            fault($"ended {receipt.Outcome} with an attempt that ended {last}");
        }
    }
}
