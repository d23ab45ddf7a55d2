namespace ModelGateway.Tests.Simulation;

/// <summary>What one deployment does with one request: pieces with pauses, and what goes wrong. Drawn from the seed.</summary>
internal sealed record SimulatedAnswer
{
    private const int InputTokens = 20;

    public required TimeSpan Latency { get; init; }

    /// <summary>The pause before a piece, and the piece. A pause of zero is no wait at all: the piece is there at once.</summary>
    public required IReadOnlyList<(TimeSpan Pause, string Text)> Pieces { get; init; }

    public bool Preamble { get; init; }

    public bool ReportsUsage { get; init; } = true;

    public AnswerFault Fault { get; init; }

    /// <summary>After how many pieces the fault strikes.</summary>
    public int FaultAfter { get; init; }

    public Exception? Failure { get; init; }

    public bool HonoursCancellation { get; init; } = true;

    /// <summary>Whether ending the stream takes for ever.</summary>
    public bool StallsOnDispose { get; init; }

    /// <summary>The whole text, had nothing gone wrong.</summary>
    public string Text => string.Concat(Pieces.Select(piece => piece.Text));

    /// <summary>Whether a caller that reads to the end gets the whole answer.</summary>
    public bool IsComplete => Fault == AnswerFault.None;

    public TokenUsage Usage => new(InputTokens, 0, 0, Pieces.Count * 3, 0);

    public static SimulatedAnswer Draw(SeededRandom random, string name, double faultRate)
    {
        int pieces = random.Next(12) == 0 ? 0 : random.Next(1, 9);
        bool isFaulty = random.NextDouble() < faultRate;
        return new SimulatedAnswer
        {
            Latency = Pause(random, shortest: 0, longest: random.Next(10) == 0 ? 25 : 2),
            Pieces = [.. Enumerable.Range(0, pieces).Select(index => (Between(random), $"{name}.{index} "))],
            Preamble = random.Next(2) == 0,
            ReportsUsage = random.Next(6) != 0,
            Fault = isFaulty ? random.Next(8) switch
            {
                0 or 1 => AnswerFault.EndsWithoutFinish,
                2 or 3 => AnswerFault.Stalls,
                4 => AnswerFault.BreaksAfterFinish,
                _ => AnswerFault.Throws,
            } : AnswerFault.None,
            FaultAfter = random.Next(2) == 0 ? 0 : random.Next(pieces + 1),
            Failure = DrawFailure(random),
            HonoursCancellation = random.Next(3) != 0,
            StallsOnDispose = random.Next(15) == 0,
        };
    }

    private static TimeSpan Between(SeededRandom random) => random.Next(20) switch
    {
        0 => Pause(random, 5, 15),
        < 8 => TimeSpan.Zero,
        _ => Pause(random, 0, 2),
    };

    private static TimeSpan Pause(SeededRandom random, int shortest, int longest) =>
        TimeSpan.FromMilliseconds(random.Next(shortest * 1_000, (longest * 1_000) + 1));

    private static Exception DrawFailure(SeededRandom random) => random.Next(10) switch
    {
        0 => new HttpRequestException("The connection was reset."),
        1 => new HttpRequestException("broken", null, System.Net.HttpStatusCode.InternalServerError),
        2 => new HttpRequestException("overloaded", null, System.Net.HttpStatusCode.ServiceUnavailable),
        3 => new HttpRequestException("slow down", null, System.Net.HttpStatusCode.TooManyRequests),
        4 => new HttpRequestException("bad request", null, System.Net.HttpStatusCode.BadRequest),
        5 => new HttpRequestException("who are you", null, System.Net.HttpStatusCode.Unauthorized),
        6 => new TimeoutException("The client gave up."),
        7 => new OperationCanceledException("The client cancelled itself."),
        8 => new InvalidOperationException("Service request failed. Status Code: BadGateway"),
        _ => new InvalidOperationException("Nobody knows."),
    };
}
